import type { BrowserCheck } from './check';
import { apiChecks } from './checks/api';
import { componentChecks } from './checks/components';
import { deskChecks } from './checks/desk';
import { shellChecks } from './checks/shell';
import { vantChecks } from './checks/vant';

/** Checks that depend on how a person touches the screen: they run with a mouse and with a finger. */
export const touchChecks: readonly BrowserCheck[] = [...componentChecks, ...vantChecks];

/** All checks of the phone in a real browser; each runs on a phone of its own. */
export const browserChecks: readonly BrowserCheck[] = [
  ...touchChecks,
  ...shellChecks,
  ...apiChecks,
  ...deskChecks,
];
