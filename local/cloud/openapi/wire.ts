/** How the SDK's cloud calls travel (cloud-wire.md §2, wx.openApi): a form whose `requestData` is protobuf. */

/** Parts of a multipart/form-data body by name. */
export function formParts(body: Buffer, contentType: string): Map<string, Buffer> {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/.exec(contentType);
  const mark = Buffer.from(`--${boundary?.[1] ?? boundary?.[2] ?? ''}`);
  const parts = new Map<string, Buffer>();
  let at = body.indexOf(mark);
  while (at >= 0) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    // Between the marks: line break, head, empty line, content, line break.
    const part = body.subarray(at + mark.length + 2, next - 2);
    const headEnd = part.indexOf('\r\n\r\n');
    const name = /name="([^"]+)"/.exec(part.subarray(0, headEnd).toString())?.[1];
    if (name !== undefined) parts.set(name, part.subarray(headEnd + 4));
    at = next;
  }
  return parts;
}

/** One field of a protobuf message: a number, or bytes. */
type Field = readonly [field: number, value: number | Buffer];

function readVarint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let i = 0, factor = 1; ; i++, factor *= 128) {
    const byte = bytes[at + i];
    if (byte === undefined) throw new Error('protobuf: the message ends within a number');
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return [value, at + i + 1];
  }
}

function fieldsOf(bytes: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [tag, start] = readVarint(bytes, at);
    const field = tag >>> 3;
    const [value, next] = readVarint(bytes, start);
    if ((tag & 7) === 0) {
      fields.push([field, value]);
      at = next;
    } else if ((tag & 7) === 2) {
      fields.push([field, bytes.subarray(next, next + value)]);
      at = next + value;
    } else {
      throw new Error(`protobuf: wire type ${tag & 7} is not expected here`);
    }
  }
  return fields;
}

const bytesOf = (fields: readonly Field[], field: number): Buffer[] =>
  fields.flatMap(([number, value]) => (number === field && Buffer.isBuffer(value) ? [value] : []));

/**
 * The parameters of a call: CommApiData {2: {1: repeated {1: name, 2: JSON text}}}, the names in snake case
 * as the SDK sends them.
 */
export function readParameters(message: Buffer): Record<string, unknown> {
  const pairs = bytesOf(fieldsOf(message), 2).flatMap((data) => bytesOf(fieldsOf(data), 1));
  return Object.fromEntries(
    pairs.map((pair) => {
      const fields = fieldsOf(pair);
      const [name, text] = [bytesOf(fields, 1)[0], bytesOf(fields, 2)[0]];
      return [String(name), JSON.parse(String(text)) as unknown];
    }),
  );
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}

const bytesField = (field: number, value: Buffer): Buffer =>
  Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);

/** An answer of WeChat: CommOpenApiResp {1: body, 2: content type, 4: HTTP status}. */
export const answerMessage = (body: Buffer, contentType: string): Buffer =>
  Buffer.concat([
    bytesField(1, body),
    bytesField(2, Buffer.from(contentType)),
    varint(4 * 8),
    varint(200),
  ]);

/** A refusal before WeChat was asked: CommOpenApiResp {3: error code}, negative as an int32 of 64 bits. */
export function refusalMessage(errorCode: number): Buffer {
  const bits = BigInt.asUintN(64, BigInt(errorCode));
  const bytes: number[] = [];
  let rest = bits;
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([3 * 8, ...bytes, Number(rest)]);
}
