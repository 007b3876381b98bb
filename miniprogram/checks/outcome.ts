/** What a check of one value gives: the value as it is kept, or a Chinese sentence that says what is wrong. */
export type Outcome<T = unknown> = ({ ok: true; value: string } & T) | { ok: false; text: string };

export const refused = (text: string): { ok: false; text: string } => ({ ok: false, text });
