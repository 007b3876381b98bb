/** A table to be written; plain data, because it goes to another thread. */
export interface Sheet {
  sheet: string;
  columns: ReadonlyArray<{ word: string; width: number }>;
  rows: ReadonlyArray<readonly string[]>;
  notes: readonly string[];
}

/** Writes an Excel file in a thread of its own. Throws Error when that did not work. */
export async function writeSheet(given: Sheet): Promise<Blob> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<Blob>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Blob | null>) =>
        data ? resolve(data) : reject(new Error('the sheet could not be written')),
      );
      worker.addEventListener('error', () => reject(new Error('the sheet writer did not start')));
      worker.postMessage(given, []);
    });
  } finally {
    worker.terminate();
  }
}
