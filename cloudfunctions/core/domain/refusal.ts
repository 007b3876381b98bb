import type { ErrorCode, ErrorDetails } from '../../../typings/api';

/** A refusal that people read: a code for programs and a Chinese sentence that says what to do next. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: ErrorDetails,
  ) {
    super(message);
  }
}

/** A refusal of one field of the input. */
export const invalidField = (field: string, text: string): Refusal =>
  new Refusal('INVALID', text, { fields: { [field]: text } });
