/** An error that a person can do something about; the message says what, in Chinese, and needs no stack. */
export class PlainError extends Error {}
