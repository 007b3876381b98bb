import writeXlsx from 'write-excel-file/universal';
import type { Sheet } from './write-sheet';

/** In a thread of its own: a table of 50,000 lines takes seconds, in which the page has to go on. */
async function write({ sheet, columns, rows, notes }: Sheet): Promise<Blob> {
  const text = (value: string) => ({ value, type: String });
  return writeXlsx([
    {
      sheet,
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: notes.length + 1,
      data: [
        ...notes.map((note) => [text(note)]),
        columns.map(({ word }) => ({ value: word, type: String, fontWeight: 'bold' as const })),
        ...rows.map((row) => row.map(text)),
      ],
    },
  ]).toBlob();
}

addEventListener('message', ({ data }: MessageEvent<Sheet>) => {
  write(data).then(
    (blob) => postMessage(blob),
    () => postMessage(null),
  );
});
