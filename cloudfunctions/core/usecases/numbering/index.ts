import { allocate, previewAllocation } from './allocate';
import { cancelCorrection } from './cancel-correction';
import { closeYear } from './close-year';
import { corrections } from './corrections';
import { dashboard } from './dashboard';
import { decideCorrection } from './decide-correction';
import { fileCorrection } from './file-correction';
import { defineRange } from './define-range';
import { decideRequest } from './decide-request';
import { giveBack, previewGiveBack } from './give-back';
import { journal } from './journal';
import { overview } from './overview';
import { previewReclaim, reclaim } from './reclaim';
import { proof } from './proof';
import { rebalancePlan } from './rebalance-plan';
import { reconcile } from './reconcile';
import { reminders } from './reminders';
import { reopenYear } from './reopen-year';
import { requestMore } from './request-more';
import { requests } from './requests';
import { shrinkRange } from './shrink-range';
import { squatters } from './squatters';
import { takeoverCheck } from './takeover-check';
import { takeoverCommit } from './takeover-commit';
import { trace } from './trace';
import { traceMany } from './trace-many';
import { undo } from './undo';
import { yearStatus } from './year-status';

export const numberingActions = [
  overview,
  defineRange,
  previewAllocation,
  allocate,
  previewReclaim,
  reclaim,
  fileCorrection,
  corrections,
  cancelCorrection,
  decideCorrection,
  closeYear,
  yearStatus,
  takeoverCheck,
  takeoverCommit,
  reopenYear,
  reminders,
  squatters,
  dashboard,
  rebalancePlan,
  previewGiveBack,
  giveBack,
  journal,
  undo,
  shrinkRange,
  requestMore,
  requests,
  decideRequest,
  trace,
  reconcile,
  proof,
  traceMany,
];
