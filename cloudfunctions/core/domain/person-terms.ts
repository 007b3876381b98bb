/** The longest piece of a name that is stored: the whole of nearly every Chinese name. */
const LONGEST = 4;

/** A name as it is compared: plain-width small letters, without dots and spaces. */
const comparable = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** All pieces of `text` of up to LONGEST characters. */
function piecesOf(text: string): string[] {
  const characters = [...text];
  return characters.flatMap((_, from) =>
    Array.from({ length: Math.min(LONGEST, characters.length - from) }, (__, more) =>
      characters.slice(from, from + more + 1).join(''),
    ),
  );
}

const scoped = (orgId: string, term: string): string => `${orgId}|${term}`;

/**
 * What a person can be found by in a list: pieces of the name and the last four digits of the phone, each
 * together with every organisation that the person stands under. An index takes one list only, so place and
 * piece are looked up as one word.
 */
export function personTerms(person: {
  name: string;
  /** null: none is on record. */
  phoneMasked: string | null;
  path: readonly string[];
}): string[] {
  const pieces = new Set([
    ...piecesOf(comparable(person.name)),
    ...(person.phoneMasked === null ? [] : [`#${person.phoneMasked.slice(-4)}`]),
  ]);
  return person.path.flatMap((orgId) => [...pieces].map((piece) => scoped(orgId, piece)));
}

/**
 * The terms that a search below an organisation asks for, all of which a person has to have; empty when
 * nothing can be searched for. Four digits are the end of a phone number.
 */
export function wantedTerms(orgId: string, q: string): string[] {
  const text = comparable(q);
  if (/^\d{4}$/.test(text)) return [scoped(orgId, `#${text}`)];
  const characters = [...text];
  if (characters.length === 0) return [];
  if (characters.length <= LONGEST) return [scoped(orgId, text)];
  return Array.from({ length: characters.length - LONGEST + 1 }, (_, from) =>
    scoped(orgId, characters.slice(from, from + LONGEST).join('')),
  );
}
