import { allocate, previewAllocation } from './allocate';
import { defineRange } from './define-range';
import { overview } from './overview';
import { previewReclaim, reclaim } from './reclaim';

export const numberingActions = [
  overview,
  defineRange,
  previewAllocation,
  allocate,
  previewReclaim,
  reclaim,
];
