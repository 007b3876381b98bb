import type { JournalEntry, MovementEntry } from '../../typings/api';
import { momentWords } from './time';

/** A movement of numbers as a line of the history. */
export interface MovementLine {
  id: string;
  title: string;
  /** Which numbers; empty when the sentence says all. */
  numbers: string;
  note: string;
  when: string;
  mayUndo: boolean;
  undone: boolean;
}

/** The sentence without the numbers in brackets at its end, and those numbers. */
export function sentenceOf(text: string): { title: string; numbers: string } {
  const at = text.lastIndexOf('（');
  return at > 0 && text.slice(-1) === '）'
    ? { title: text.slice(0, at), numbers: text.slice(at + 1, -1) }
    : { title: text, numbers: '' };
}

export function movementLine(entry: MovementEntry | JournalEntry, now: number): MovementLine {
  const { id, at, text, actor, reason } = entry;
  const { title, numbers } = sentenceOf(text);
  const notes: string[] = [];
  if (actor) notes.push(`${actor} 办理`);
  if (reason) notes.push(`事由：${reason}`);
  return {
    id,
    title,
    numbers,
    note: notes.join(' · '),
    when: momentWords(at, now),
    mayUndo: 'mayUndo' in entry && entry.mayUndo,
    undone: 'undone' in entry && entry.undone,
  };
}
