import type { PathRequest, PathResult } from './result';

const ms = (value: number): string => `${Math.round(value * 10) / 10} ms`;

const sum = (requests: readonly PathRequest[], key: 'before' | 'database'): number =>
  requests.reduce((total, request) => total + request[key], 0);

/** What an arrow stands for, by the part of the path. */
const WORDS: Record<string, string> = {
  identify: 'who is this (identify)',
  before: 'what else has to be known',
  begin: 'transaction begins',
  reads: 'reads: the operation, the registration, the pool',
  writes: 'writes: pool, number, member, registration, account, journal',
  commit: 'commit, flushed to the disk',
  after: 'totals counted up',
};

/** Neighbouring requests of one part together, in their order. */
export function stretches(requests: readonly PathRequest[]): PathRequest[][] {
  const all: PathRequest[][] = [];
  for (const request of requests) {
    const last = all.at(-1);
    if (last && last[0]!.part === request.part) last.push(request);
    else all.push([request]);
  }
  return all;
}

/** The way of an approval as a mermaid sequence diagram. */
export function pathDiagram({ total, arrival, requests, answer, back }: PathResult): string {
  const lines = stretches(requests).flatMap((stretch) => {
    const { part } = stretch[0]!;
    const times = stretch.length === 1 ? '' : ` (${stretch.length} requests)`;
    return [
      `    Note over F: ${ms(sum(stretch, 'before'))}`,
      `    F->>D: ${WORDS[part] ?? part}${times}`,
      `    D-->>F: ${ms(sum(stretch, 'database'))}`,
    ];
  });
  return [
    '```mermaid',
    'sequenceDiagram',
    '    participant P as phone',
    '    participant H as function host',
    '    participant F as function review',
    '    participant D as database',
    `    P->>H: 通过 is tapped: ${ms(arrival)}`,
    '    H->>F: the call',
    ...lines,
    '    F-->>H: the number',
    `    H-->>P: ${ms(answer)} and ${ms(back)}`,
    `    Note over P: ${ms(total)} in all`,
    '```',
  ].join('\n');
}
