import { appoint } from './appoint';
import { children } from './children';
import { close } from './close';
import { confirmPhone } from './confirm-phone';
import { create } from './create';
import { dismiss } from './dismiss';
import { exportOrganizations } from './export';
import { get } from './get';
import { importCheck } from './import-check';
import { importCommit } from './import-commit';
import { importDrop } from './import-drop';
import { importProblems } from './import-problems';
import { importRows } from './import-rows';
import { importStart } from './import-start';
import { imports } from './imports';
import { move, previewMove } from './move';
import { path } from './path';
import { people } from './people';
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
  confirmPhone,
  exportOrganizations,
  people,
  importStart,
  importRows,
  importCheck,
  importCommit,
  importDrop,
  importProblems,
  imports,
];
