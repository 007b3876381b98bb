import { type Database, DuplicateError } from '../ports/database';
import type { AuditDocument } from '../ports/documents';

/** A line in 操作日志 that its id lets be written once, however often what it tells happens. One request. */
export async function noteOnce(database: Database, line: AuditDocument): Promise<void> {
  try {
    await database.add('audit', line);
  } catch (error) {
    if (!(error instanceof DuplicateError)) throw error;
  }
}
