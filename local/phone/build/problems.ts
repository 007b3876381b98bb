/** Something wrong in a source of the app; line and column count from 1. */
export interface Problem {
  severity: 'error' | 'warning';
  /** Path from the project's root. */
  file: string;
  line?: number;
  column?: number;
  text: string;
}

/** `file:line:col text`, as editors and terminals understand it. */
export const describeProblem = ({ file, line, column, text }: Problem): string =>
  `${[file, line, column].filter((part) => part !== undefined).join(':')} ${text}`;

/** Line and column (from 1) of an offset in a text. */
export function positionAt(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: before[before.length - 1]!.length + 1 };
}
