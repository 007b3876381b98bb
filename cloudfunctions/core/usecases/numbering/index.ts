import { allocate, previewAllocation } from './allocate';
import { cancelCorrection } from './cancel-correction';
import { closeYear } from './close-year';
import { corrections } from './corrections';
import { dashboard } from './dashboard';
import { decideCorrection } from './decide-correction';
import { fileCorrection } from './file-correction';
import { defineRange, previewDefine } from './define-range';
import { decideRequest } from './decide-request';
import { giveBack, previewGiveBack } from './give-back';
import { journal } from './journal';
import { overview } from './overview';
import { previewCorrection } from './preview-correction';
import { previewReclaim, reclaim } from './reclaim';
import { proof } from './proof';
import { rebalancePlan } from './rebalance-plan';
import { reconcile } from './reconcile';
import { reminders } from './reminders';
import { reopenYear } from './reopen-year';
import { requestMore } from './request-more';
import { requests } from './requests';
import { changeSettings, settings, settingsHistory } from './settings';
import { previewShrink, shrinkRange } from './shrink-range';
import { squatters } from './squatters';
import { takeoverCheck } from './takeover-check';
import { takeoverCommit } from './takeover-commit';
import { trace } from './trace';
import { traceMany } from './trace-many';
import { previewUndo, undo } from './undo';
import { workingYear } from './working-year';
import { yearStatus } from './year-status';

export const numberingActions = [
  overview,
  previewDefine,
  defineRange,
  previewAllocation,
  allocate,
  previewReclaim,
  reclaim,
  fileCorrection,
  corrections,
  cancelCorrection,
  previewCorrection,
  decideCorrection,
  closeYear,
  yearStatus,
  takeoverCheck,
  takeoverCommit,
  reopenYear,
  settings,
  changeSettings,
  settingsHistory,
  reminders,
  workingYear,
  squatters,
  dashboard,
  rebalancePlan,
  previewGiveBack,
  giveBack,
  journal,
  previewUndo,
  undo,
  previewShrink,
  shrinkRange,
  requestMore,
  requests,
  decideRequest,
  trace,
  reconcile,
  proof,
  traceMany,
];
