/** The carrier of SMS codes. */
export interface Sms {
  /** Sends a code to one number; throws an SmsError when the carrier did not take it. */
  sendCode(phone: string, code: string): Promise<void>;
}

/** The carrier refused; `reason` is its own code, for the log. */
export class SmsError extends Error {
  override readonly name = 'SmsError';
  constructor(readonly reason: string) {
    super(`SMS refused: ${reason}`);
  }
}
