/** The service's own errors, code and text as it reports them (cloud-wire.md §3). */
import { WireError } from '../types';

const PERSISTS = ' Please check your request, but if the problem persists, contact us.';
const UNSOLVED = ' Please check your request, but if the problem cannot be solved, contact us.';

export const collectionMissing = (): WireError =>
  new WireError(
    'DATABASE_COLLECTION_NOT_EXIST',
    `[ResourceNotFound] Db or Table not exist.${UNSOLVED}`,
  );

export const collectionExists = (): WireError =>
  new WireError(
    'DATABASE_COLLECTION_ALREADY_EXIST',
    `[ResourceUnavailable.ResourceExist] Table exist.${UNSOLVED}`,
  );

export const transactionConflict = (): WireError =>
  new WireError(
    'DATABASE_TRANSACTION_CONFLICT',
    `[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others.${PERSISTS}`,
  );

export const transactionMissing = (): WireError =>
  new WireError(
    'DATABASE_TRANSACTION_FAIL',
    `[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds.${PERSISTS}`,
  );

export const transactionBusy = (): WireError =>
  new WireError(
    'DATABASE_TRANSACTION_FAIL',
    `[ResourceUnavailable.TransactionBusy] Transaction is busy.${PERSISTS}`,
  );

/** `key` is the violating key as text, e.g. `{ number: "202000000001" }`. */
export const duplicateKey = (collection: string, index: string, key: string): WireError =>
  new WireError(
    'DATABASE_REQUEST_FAILED',
    `[FailedOperation.Insert] bulk write error: [{E11000 duplicate key error collection: tnt-local.${collection} index: ${index} dup key: ${key}}]`,
  );

export const invalidParameter = (text: string): WireError =>
  new WireError('INVALID_PARAM', `[InvalidParameter] ${text}`);

export const requestFailed = (text: string): WireError =>
  new WireError('DATABASE_REQUEST_FAILED', `[FailedOperation] ${text}`);

/** An operator, stage or accumulator this database does not offer. The code is spelt as the service spells it. */
export const invalidOperator = (name: string, where: string): WireError =>
  new WireError(
    'DATABASE_INVALID_OPERRATOR',
    `[InvalidParameter] ${name} is not offered by the local database (in ${where}).`,
  );

export const systemError = (text: string): WireError =>
  new WireError('SYS_ERR', `[InternalError] ${text}`);
