/** A number from 0 to below 1 that belongs to this seed and text: what is decided by it is decided the same again. */
export function dice(seed: number, text: string): number {
  let state = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) {
    state = Math.imul(state ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32;
}

/** A whole number from `least` to `most`, both inclusive. */
export const between = (seed: number, text: string, least: number, most: number): number =>
  least + Math.floor(dice(seed, text) * (most - least + 1));
