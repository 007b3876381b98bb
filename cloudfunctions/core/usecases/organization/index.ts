import { appoint } from './appoint';
import { children } from './children';
import { close } from './close';
import { create } from './create';
import { dismiss } from './dismiss';
import { get } from './get';
import { importCheck } from './import-check';
import { importCommit } from './import-commit';
import { importProblems } from './import-problems';
import { importRows } from './import-rows';
import { importStart } from './import-start';
import { move, previewMove } from './move';
import { path } from './path';
import { renew } from './renew';
import { search } from './search';
import { update } from './update';

export const organizationActions = [
  children,
  search,
  path,
  get,
  create,
  appoint,
  renew,
  update,
  close,
  previewMove,
  move,
  dismiss,
  importStart,
  importRows,
  importCheck,
  importCommit,
  importProblems,
];
