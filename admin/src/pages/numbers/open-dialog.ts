import type { MovementEntry, OrganizationRef } from '../../../../typings/api';
import type { ShrinkTarget } from './shrink-target';
import type { TakeBackKind } from './use-take-back';

/** What a dialog of the page 团员编号分配 is about. */
export type OpenDialog =
  | { kind: 'RANGE' | 'REQUEST' }
  | { kind: 'TAKE_BACK'; how: TakeBackKind; child: OrganizationRef }
  | { kind: 'SHRINK'; target: ShrinkTarget }
  | { kind: 'UNDO'; entry: MovementEntry };
