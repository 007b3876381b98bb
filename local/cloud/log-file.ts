import { close, openSync, write } from 'node:fs';
import { Writable } from 'node:stream';

/** A new file for what the functions print. What a full disk does not take is lost, and nothing else is. */
export function openLogFile(path: string): Writable {
  const file = openSync(path, 'w');
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => write(file, chunk, () => done()),
    final: (done) => close(file, done),
  });
}
