/** Texts by bytes and by code points, as MongoDB counts them. */
import { requestFailed } from '../errors';
import { isMissing, needText, needWhole, ofMany, ofOne, type Expression } from './operands';

/** A value as text: null is the empty one. */
function asText(name: string, value: unknown): string {
  if (isMissing(value)) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (value instanceof Date) return value.toISOString();
  throw requestFailed(`${name} can't convert this type to String`);
}

const isMiddle = (byte: number | undefined): boolean => ((byte ?? 0) & 0xc0) === 0x80;

function bytesPart(text: unknown, first: unknown, count: unknown): string {
  const bytes = Buffer.from(asText('$substrBytes', text));
  const from = needWhole('$substrBytes', first);
  if (from < 0) throw requestFailed('$substrBytes: starting index must be non-negative');
  const length = needWhole('$substrBytes', count);
  const to = length < 0 ? bytes.length : from + length;
  if (isMiddle(bytes[from]) || isMiddle(bytes[to]))
    throw requestFailed(
      '$substrBytes: Invalid range, the index is in the middle of a UTF-8 character.',
    );
  return bytes.subarray(from, to).toString();
}

/** Position of a part between two positions, where positions count `units` of a text. */
const position = (
  name: string,
  units: (text: string) => { length: number; find: Find },
): Expression =>
  ofMany(name, [2, 4], (text, part, start = 0, end?) => {
    if (isMissing(text)) return null;
    const { length, find } = units(needText(name, text));
    const [from, to] = [needWhole(name, start), end === undefined ? length : needWhole(name, end)];
    if (from < 0 || to < 0) throw requestFailed(`${name} requires a nonnegative index`);
    return from > to ? -1 : find(needText(name, part), from, Math.min(to, length));
  });

type Find = (part: string, from: number, to: number) => number;

const byBytes = (text: string): { length: number; find: Find } => {
  const bytes = Buffer.from(text);
  return {
    length: bytes.length,
    find: (part, from, to) => {
      const at = bytes.subarray(from, to).indexOf(part);
      return at < 0 ? -1 : from + at;
    },
  };
};

const byPoints = (text: string): { length: number; find: Find } => {
  const points = [...text];
  return {
    length: points.length,
    find: (part, from, to) => {
      const stretch = points.slice(from, to).join('');
      const at = stretch.indexOf(part);
      return at < 0 ? -1 : from + Array.from(stretch.slice(0, at)).length;
    },
  };
};

export const TEXTS: Record<string, Expression> = {
  $substr: ofMany('$substr', [3, 3], bytesPart),
  $substrBytes: ofMany('$substrBytes', [3, 3], bytesPart),
  $substrCP: ofMany('$substrCP', [3, 3], (text, first, count) => {
    const [from, length] = [needWhole('$substrCP', first), needWhole('$substrCP', count)];
    if (from < 0 || length < 0) throw requestFailed('$substrCP: indexes must be non-negative');
    return [...asText('$substrCP', text)].slice(from, from + length).join('');
  }),
  $indexOfBytes: position('$indexOfBytes', byBytes),
  $indexOfCP: position('$indexOfCP', byPoints),
  $strcasecmp: ofMany('$strcasecmp', [2, 2], (a, b) => {
    const [left, right] = [a, b].map((value) => asText('$strcasecmp', value).toUpperCase());
    return Math.sign(Buffer.compare(Buffer.from(left!), Buffer.from(right!)));
  }),
  $toLower: ofOne('$toLower', (value) => asText('$toLower', value).toLowerCase()),
  $toUpper: ofOne('$toUpper', (value) => asText('$toUpper', value).toUpperCase()),
};
