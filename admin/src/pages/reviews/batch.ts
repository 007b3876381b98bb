import { reactive } from 'vue';
import type { ErrorDetails, PassOutput, PendingStatus, ReviewItem } from '../../../../typings/api';
import type { CallAction } from '../../service/client';
import { refusalOf } from '../../service/refusal';
import type { Refusal } from '../../service/refusal';
import { inOrder } from './foretell';

/** WAITING: not sent yet; UNKNOWN: sent, and no answer came. */
export type Fate = 'WAITING' | 'RUNNING' | 'PASSED' | 'REFUSED' | 'UNKNOWN';

/** What came of one person of a batch. */
export interface BatchLine {
  person: ReviewItem;
  fate: Fate;
  /** The server's sentence, of success or refusal. */
  text: string;
  output: PassOutput | null;
  helpers: NonNullable<ErrorDetails['helpers']>;
}

/** People passed together, some at a time; each group keeps its operation id until all of it is known. */
export interface Batch {
  readonly status: PendingStatus;
  /** In ms. */
  readonly startedAt: number;
  /** In the order of submission. */
  readonly lines: readonly BatchLine[];
  readonly running: boolean;
  /** Asked to stop: what is under way is finished, nothing more is sent. */
  readonly stopping: boolean;
  /** Why it stopped without being asked to; `go` takes it up where it was. */
  readonly problem: Refusal | null;
  go: () => Promise<void>;
  stop: () => void;
}

/** What a batch needs from the page it runs in. */
export interface BatchEnvironment {
  call: CallAction;
  newOpId: () => string;
  now: () => number;
}

/** People of one call: the server takes ten in a transaction, and the reader sees it go on. */
const TOGETHER = 10;
/** Codes after which the same call, under the same operation id, may yet tell what happened. */
const OPEN = new Set(['NETWORK', 'UNKNOWN', 'BUSY']);
/** A call answers for those it did not reach: it is sent again as it was, this often. */
const MOST_SENDINGS = 6;

interface Group {
  opId: string;
  places: number[];
  settled: boolean;
}

/** A batch over `people`, all of whom are at the stage `status`; nothing is sent before `go`. */
export function createBatch(
  { call, newOpId, now }: BatchEnvironment,
  people: readonly ReviewItem[],
  status: PendingStatus,
  coverChecked: boolean,
): Batch {
  const lines: BatchLine[] = inOrder(people).map((person) => ({
    person,
    fate: 'WAITING',
    text: '',
    output: null,
    helpers: [],
  }));
  const state = reactive({
    status,
    startedAt: now(),
    lines,
    running: false,
    stopping: false,
    problem: null as Refusal | null,
  });
  const groups: Group[] = [];
  for (let at = 0; at < lines.length; at += TOGETHER) {
    const places = lines.slice(at, at + TOGETHER).map((_, index) => at + index);
    groups.push({ opId: newOpId(), places, settled: false });
  }

  function put({ places }: Group, change: (line: BatchLine) => Partial<BatchLine> | null): void {
    for (const place of places) {
      const line = state.lines[place]!;
      Object.assign(line, change(line));
    }
  }

  const mark = (group: Group, fate: Fate, text = ''): void =>
    put(group, (line) =>
      line.fate === 'PASSED' || line.fate === 'REFUSED' ? null : { fate, text },
    );

  async function send(group: Group): Promise<void> {
    const input = {
      registrationIds: group.places.map((place) => state.lines[place]!.person.id),
      status,
      ...(coverChecked && { coverChecked }),
    };
    for (let sending = 0; sending < MOST_SENDINGS && !group.settled; sending += 1) {
      const answer = await call('review.passMany', input, { opId: group.opId });
      const results = new Map(answer.results.map((result) => [result.registrationId, result]));
      put(group, ({ person }) => {
        const result = results.get(person.id);
        if (!result) return null;
        return result.ok
          ? { fate: 'PASSED', text: result.data.message, output: result.data }
          : {
              fate: 'REFUSED',
              text: result.error.message,
              helpers: result.error.details?.helpers ?? [],
            };
      });
      group.settled = answer.unfinished.length === 0;
    }
  }

  async function work(group: Group): Promise<void> {
    mark(group, 'RUNNING');
    try {
      await send(group);
      if (!group.settled) mark(group, 'WAITING');
    } catch (error) {
      const refusal = refusalOf(error);
      if (OPEN.has(refusal.code)) {
        mark(group, 'UNKNOWN', '没有收到答复，可能已经通过');
        state.problem = refusal;
      } else if (refusal.code === 'UNAUTHENTICATED') {
        mark(group, 'WAITING');
        state.problem = refusal;
      } else {
        // Refused as a whole: nobody of this group was passed.
        mark(group, 'REFUSED', refusal.sentence);
        group.settled = true;
      }
    }
  }

  async function go(): Promise<void> {
    if (state.running) return;
    state.running = true;
    state.stopping = false;
    state.problem = null;
    for (const group of groups) {
      if (group.settled) continue;
      if (state.stopping || state.problem) break;
      await work(group);
    }
    state.running = false;
  }

  function stop(): void {
    state.stopping = true;
  }

  return Object.assign(state, { go, stop });
}

/** How many people of a batch came to which end. */
export function tally(lines: readonly BatchLine[]): Record<Fate, number> {
  const counts: Record<Fate, number> = {
    WAITING: 0,
    RUNNING: 0,
    PASSED: 0,
    REFUSED: 0,
    UNKNOWN: 0,
  };
  for (const { fate } of lines) counts[fate] += 1;
  return counts;
}
