import { appoint } from './appoint';
import { children } from './children';
import { create } from './create';
import { dismiss } from './dismiss';
import { get } from './get';
import { importCheck } from './import-check';
import { importCommit } from './import-commit';
import { importProblems } from './import-problems';
import { importRows } from './import-rows';
import { importStart } from './import-start';
import { path } from './path';
import { search } from './search';

export const organizationActions = [
  children,
  search,
  path,
  get,
  create,
  appoint,
  dismiss,
  importStart,
  importRows,
  importCheck,
  importCommit,
  importProblems,
];
