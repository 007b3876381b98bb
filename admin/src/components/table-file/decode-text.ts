/**
 * Text of a file whose encoding is not declared: UTF-16 by its mark, UTF-8 when the bytes are valid
 * UTF-8, otherwise GB 18030, which Chinese spreadsheet programs write as "CSV".
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
