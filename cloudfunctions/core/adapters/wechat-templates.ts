import type { MessageKind, MessageValues } from '../ports/wechat';

const VALUES = ['matter', 'what', 'at', 'note'] as const satisfies ReadonlyArray<
  keyof MessageValues
>;

/** Which of our values stands in which field of a template: `{"thing1": "matter", "time2": "at"}`. */
export type FieldMap = Readonly<Record<string, keyof MessageValues>>;

/** Kinds of fields and how many characters WeChat takes (platform.md, subscription messages). */
const LENGTHS: Readonly<Record<string, number>> = { thing: 20, phrase: 5, name: 10 };
const TIMES = new Set(['time', 'date']);

const kindOf = (field: string): string => field.replace(/\d+$/, '');

const HOW =
  'environment variable WECHAT_TEMPLATES has to be JSON ' +
  '{"result": {"id": "…", "fields": {"thing1": "matter"}}}: kinds result and turn, ' +
  `fields thing, phrase, name, time, date, values ${VALUES.join(', ')}`;

function fieldsFrom(given: unknown): FieldMap {
  const fields = Object.entries((given ?? {}) as Record<string, unknown>);
  const isKnown = fields.every(
    ([field, value]) =>
      (kindOf(field) in LENGTHS || TIMES.has(kindOf(field))) &&
      VALUES.some((name) => name === value) &&
      TIMES.has(kindOf(field)) === (value === 'at'),
  );
  if (fields.length === 0 || !isKnown) throw new Error(HOW);
  return Object.fromEntries(fields) as FieldMap;
}

/** The templates of the environment, none when it names none. Throws for the developer. */
export function templatesFrom(
  text: string | undefined,
): Partial<Record<MessageKind, { id: string; fields: FieldMap }>> {
  if (!text) return {};
  let listed: Record<string, { id?: unknown; fields?: unknown }>;
  try {
    listed = JSON.parse(text) as typeof listed;
  } catch {
    throw new Error(HOW);
  }
  return Object.fromEntries(
    Object.entries(listed).map(([kind, { id, fields }]) => {
      if ((kind !== 'result' && kind !== 'turn') || typeof id !== 'string') throw new Error(HOW);
      return [kind, { id, fields: fieldsFrom(fields) }];
    }),
  );
}

/** 2026年3月5日 20:30, in China. */
function dateTime(at: number): string {
  const china = new Date(at + 8 * 3_600_000).toISOString();
  const [year, month, day] = china.slice(0, 10).split('-').map(Number);
  return `${year}年${month}月${day}日 ${china.slice(11, 16)}`;
}

/** Cut to what the field takes, the last character as … where something is missing. */
function fitting(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  return most > 5
    ? `${characters.slice(0, most - 1).join('')}…`
    : characters.slice(0, most).join('');
}

/** The `data` of a message: one longer than its field would be refused (47003). */
export function templateData(
  fields: FieldMap,
  values: MessageValues,
): Record<string, { value: string }> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, name]) => {
      const kind = kindOf(field);
      const time = dateTime(values.at);
      if (name === 'at') return [field, { value: kind === 'date' ? time.split(' ')[0]! : time }];
      return [field, { value: fitting(values[name], LENGTHS[kind] ?? 20) }];
    }),
  );
}
