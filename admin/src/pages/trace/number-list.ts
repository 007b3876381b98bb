import { plainDigits } from '../../format/numbers';

/** As many as one question may ask for. */
export const MOST_NUMBERS = 500;

/**
 * The numbers of a pasted text, one per line or separated by commas, tabs or semicolons, in their order
 * and without repetitions. Groups of four stay one number: only a separator or a line ends one.
 */
export function pastedNumbers(text: string): string[] {
  const words = text.split(/[\r\n\t,，;；、]+/).map((word) => word.trim());
  const numbers = words.filter(Boolean).flatMap((word) => {
    const digits = plainDigits(word);
    return /^(\d{12})+$/.test(digits) ? digits.match(/\d{12}/g)! : [word];
  });
  return [...new Set(numbers)];
}
