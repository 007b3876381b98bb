import type { ApiError, PassManyInput, PassResult, PendingStatus } from '../../typings/api';
import { forget, readStored, store } from '../platform/storage';
import { call } from './call';
import { newOpId } from './op-id';
import type { Refusal } from './refusal';
import { refusalOf } from './refusal';

/** Somebody to be passed, at the stage at which the reviewer saw them. */
export interface Candidate {
  id: string;
  name: string;
  status: PendingStatus;
  submittedAt: number;
}

/** WAITING: not sent yet; OVERTAKEN: somebody else decided first; UNKNOWN: sent, and no answer came. */
export type Fate = 'WAITING' | 'RUNNING' | 'PASSED' | 'OVERTAKEN' | 'REFUSED' | 'UNKNOWN';

/** What came of one person, in words. */
export interface PassLine {
  id: string;
  name: string;
  fate: Fate;
  text: string;
  /** The number drawn or kept; empty when there is none. */
  number: string;
}

export interface Tally {
  passed: number;
  overtaken: number;
  refused: number;
  unknown: number;
  /** Not sent yet, or under way. */
  waiting: number;
}

/** What the reviewer sends along, once for all: the meeting goes with the branch's review alone. */
export type ForAll = Omit<PassManyInput, 'registrationIds' | 'status'>;

/** A line that changed, with its place. */
export interface LineChange {
  at: number;
  line: PassLine;
}

/** Passes many people, a few at a time; each group keeps its operation id for as long as it takes. */
export interface PassMany {
  /** One line per person, in the order of submission. */
  lines(): readonly PassLine[];
  /** Whether somebody may or may not have been passed. */
  isUnknown(): boolean;
  /**
   * Sends whoever is not settled: those never sent, and those of whom no answer came, these under the
   * operation id they were sent with. Stops at the first group without an answer, or when `goesOn` says no.
   */
  run(tell: (changes: LineChange[]) => void, goesOn: () => boolean): Promise<void>;
}

/** People of one call: the server takes ten in a transaction, and the reader sees it go on. */
const TOGETHER = 10;
/** A call answers for those it did not reach: it is sent again as it was. */
const MOST_SENDINGS = 6;
const NO_ANSWER_TEXT = '没有收到答复，可能已经通过';

/** A group without an answer, as the phone keeps it. */
interface KeptGroup {
  opId: string;
  status: PendingStatus;
  people: Candidate[];
  forAll: ForAll;
}

/** Where it is kept: one group of an acting post at a time is without an answer. */
const keyOf = (postId: string): string => `operation.review.passMany.${postId}`;

interface Group {
  opId: string;
  status: PendingStatus;
  /** Places of its people among the lines. */
  places: number[];
  settled: boolean;
}

/** Those of one stage together, cut into groups; `places` are in the order of submission. */
function groupsOf(people: readonly Candidate[]): Group[] {
  const byStatus = new Map<PendingStatus, number[]>();
  people.forEach(({ status }, place) => {
    byStatus.set(status, (byStatus.get(status) ?? []).concat(place));
  });
  const groups: Group[] = [];
  byStatus.forEach((places, status) => {
    for (let at = 0; at < places.length; at += TOGETHER) {
      const own = places.slice(at, at + TOGETHER);
      groups.push({ opId: newOpId(), status, places: own, settled: false });
    }
  });
  return groups;
}

/** A refusal in words, with who has numbers where that is why. */
function refusedText({ message, details }: Pick<ApiError, 'message' | 'details'>): string {
  const [helper] = details?.helpers ?? [];
  return helper ? `${message}${helper.organization.name}还有 ${helper.free} 个可以分配。` : message;
}

function resultLine(name: string, result: PassResult): PassLine {
  const { registrationId: id } = result;
  if (result.ok) {
    const { message, memberNumber } = result.data;
    return { id, name, fate: 'PASSED', text: message, number: memberNumber ?? '' };
  }
  const { code } = result.error;
  const fate =
    code === 'CONFLICT' && /已经处理/.test(result.error.message) ? 'OVERTAKEN' : 'REFUSED';
  return { id, name, fate, text: refusedText(result.error), number: '' };
}

/** Whether the same call may yet tell what happened. */
const isOpen = ({ code }: Refusal): boolean =>
  code === 'NETWORK' || code === 'UNKNOWN' || code === 'BUSY';

/** Passes these people for the acting post; whoever comes back finds the group that has no answer yet. */
export function createPassMany(
  people: readonly Candidate[],
  forAll: ForAll,
  postId: string,
): PassMany {
  const ordered = people
    .slice()
    .sort((a, b) => a.submittedAt - b.submittedAt || (a.id < b.id ? -1 : 1));
  return passing(ordered, groupsOf(ordered), forAll, keyOf(postId));
}

/** The group of this post that was sent and has no answer, perhaps since before a restart; null when there is none. */
export function keptPassMany(postId: string): PassMany | null {
  const key = keyOf(postId);
  const kept = readStored<KeptGroup>(key);
  if (!kept) return null;
  const { opId, status, people, forAll } = kept;
  const group = { opId, status, places: people.map((_, place) => place), settled: false };
  return passing(people, [group], forAll, key);
}

function passing(
  ordered: readonly Candidate[],
  groups: readonly Group[],
  forAll: ForAll,
  key: string,
): PassMany {
  const lines = ordered.map(({ id, name }): PassLine => ({
    id,
    name,
    fate: 'WAITING',
    text: '',
    number: '',
  }));

  /** From before it is sent until its answer is there. */
  function keep({ opId, status, places, settled }: Group): void {
    if (settled) {
      forget(key);
      return;
    }
    const people = ordered.filter((_, place) => places.indexOf(place) >= 0);
    const kept: KeptGroup = { opId, status, people, forAll };
    store(key, kept);
  }

  function put(places: readonly number[], lineAt: (at: number) => PassLine | null): LineChange[] {
    const changes: LineChange[] = [];
    for (const at of places) {
      const line = lineAt(at);
      if (!line) continue;
      lines[at] = line;
      changes.push({ at, line });
    }
    return changes;
  }

  const marked = (at: number, fate: Fate, text = ''): PassLine | null => {
    const line = lines[at];
    return line ? { ...line, fate, text } : null;
  };

  /** Places of the group's people that no answer has told about yet. */
  const openIn = ({ places }: Group): number[] =>
    places.filter((at) => lines[at]?.fate === 'RUNNING' || lines[at]?.fate === 'UNKNOWN');

  async function send(group: Group, tell: (changes: LineChange[]) => void): Promise<void> {
    const registrationIds = group.places.map((at) => lines[at]?.id ?? '');
    const { status } = group;
    const { meeting, ...always } = forAll;
    const ofBranch = status === 'PENDING_BRANCH' && meeting ? { meeting } : {};
    const input = { registrationIds, status, ...always, ...ofBranch };
    for (let sending = 0; sending < MOST_SENDINGS; sending += 1) {
      const { results, unfinished } = await call('review.passMany', input, { opId: group.opId });
      const found = new Map(results.map((result) => [result.registrationId, result]));
      tell(
        put(group.places, (at) => {
          const line = lines[at];
          const result = line && found.get(line.id);
          return result ? resultLine(line.name, result) : null;
        }),
      );
      group.settled = unfinished.length === 0;
      if (group.settled) return;
    }
  }

  return {
    lines: () => lines,
    isUnknown: () => lines.some(({ fate }) => fate === 'UNKNOWN'),
    async run(tell, goesOn) {
      for (const group of groups) {
        if (group.settled) continue;
        if (!goesOn()) return;
        tell(
          put(group.places, (at) => (lines[at]?.fate === 'PASSED' ? null : marked(at, 'RUNNING'))),
        );
        keep(group);
        try {
          await send(group, tell);
        } catch (error) {
          const refusal = refusalOf(error);
          if (!isOpen(refusal)) {
            // Refused as a whole: nobody of this group was passed.
            group.settled = true;
            keep(group);
            tell(put(openIn(group), (at) => marked(at, 'REFUSED', refusal.message)));
            continue;
          }
        }
        if (group.settled) {
          keep(group);
          continue;
        }
        tell(put(openIn(group), (at) => marked(at, 'UNKNOWN', NO_ANSWER_TEXT)));
        return;
      }
    },
  };
}

const FATES: Record<Fate, keyof Tally> = {
  WAITING: 'waiting',
  RUNNING: 'waiting',
  PASSED: 'passed',
  OVERTAKEN: 'overtaken',
  REFUSED: 'refused',
  UNKNOWN: 'unknown',
};

/** How many people came to which end. */
export function tallyOf(lines: readonly PassLine[]): Tally {
  const tally: Tally = { passed: 0, overtaken: 0, refused: 0, unknown: 0, waiting: 0 };
  for (const { fate } of lines) tally[FATES[fate]] += 1;
  return tally;
}
