import type { ImportRow } from '../../typings/api';
import type { DemoApplicant, DemoOfficer } from './people';

/** What a new folder is filled with. */
export interface Demo {
  /** The root organisation, made together with the first officer. */
  root: { code: string; name: string };
  /** Reads or makes the organisations below the root. */
  organizations(): ImportRow[];
  /** The first of them is the first administrator, of the root. */
  officers: readonly [DemoOfficer, ...DemoOfficer[]];
  /** In the order of submission. */
  applicants: readonly DemoApplicant[];
}
