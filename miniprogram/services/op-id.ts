const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const RANDOM_CHARACTERS = 16;

/** A new operation id: the time and 16 random characters (83 bits); phones offer no crypto. */
export function newOpId(): string {
  let random = '';
  for (let i = 0; i < RANDOM_CHARACTERS; i += 1) {
    random += ALPHABET.charAt(Math.floor(Math.random() * ALPHABET.length));
  }
  return `${Date.now().toString(36)}-${random}`;
}
