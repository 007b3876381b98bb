/** `$lookup`: documents of another collection, by a field or by a pipeline. */
import { aggregate, type Sources } from './aggregate';
import { stagesFrom } from './aggregate-check';
import { evaluated } from './expressions/operands';
import { find, take } from './find';
import { pipelineOptions } from './matcher';
import { valuesAt } from './paths';
import type { Collection } from './schema';
import { documentKey } from './stored';
import { parseObject, type Plain } from './values';

interface ByField {
  from: string;
  localField: string;
  foreignField: string;
  as: string;
}

interface ByPipeline {
  from: string;
  let?: Plain;
  pipeline: Plain[];
  as: string;
}

/** Documents whose field has the row's value, or one of its values; a row without one finds those without. */
function byField(
  { view, judge }: Sources,
  collection: Collection,
  row: Plain,
  { localField, foreignField }: ByField,
): Plain[] {
  const values = valuesAt(row, localField).values.flat();
  const [only] = values;
  if (foreignField === '_id' && values.length === 1 && typeof only === 'string') {
    const found = view.get(collection, documentKey(only));
    return found ? [parseObject(found.text)] : [];
  }
  const filter = { [foreignField]: { $in: values.map((value) => value ?? null) } };
  return take(find(view, { collection, filter, sort: [] }, judge), 0, Infinity).map(({ text }) =>
    parseObject(text),
  );
}

/** The rows, each with a list of what it found. Value as checkStages took it. */
export function lookup(rows: Plain[], value: unknown, sources: Sources, variables: Plain): Plain[] {
  const spec = value as ByField | ByPipeline;
  const collection = sources.collectionNamed(spec.from);
  if (!('pipeline' in spec))
    return rows.map((row) => ({ ...row, [spec.as]: byField(sources, collection, row, spec) }));
  const options = { ...pipelineOptions, variables };
  const stages = stagesFrom(spec.pipeline);
  return rows.map((row) => {
    const own = evaluated(row, spec.let ?? {}, options) as Plain;
    const found = aggregate(sources, collection, stages, { ...variables, ...own });
    return { ...row, [spec.as]: found };
  });
}
