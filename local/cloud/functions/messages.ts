/** Messages between the host and a worker thread; a worker has one call at a time. */

/** One call: `event` as JSON text, `environment` replaces all variables of the call before. */
export interface CallMessage {
  event: string;
  environment: Record<string, string>;
  context: Record<string, unknown>;
}

/** Sent once when the function's module is loaded, then once per call. */
export type WorkerMessage =
  | { kind: 'ready' }
  | { kind: 'returned'; result: string | undefined }
  | { kind: 'threw'; message: string };
