import { joined, type Plan } from './change';
import type { Declaration } from './declaration';
import { planCollections } from './plan-collections';
import { planFunctions } from './plan-functions';
import { planRoutes, planSite } from './plan-site';
import type { FoundEnvironment } from './port';
import type { Settings } from './settings';

/** What whoever deploys says: values of variables and the console's domain. */
export interface Wishes {
  settings: Settings;
  domain?: string;
}

/**
 * The difference between what is declared and what was found, in the order in which it is made good: the
 * database before the functions that use it, the functions before the routes to them.
 */
export function planFor(
  { collections, functions, files, routes }: Declaration,
  found: FoundEnvironment,
  { settings, domain }: Wishes,
): Plan {
  return joined([
    ...planCollections(collections, found),
    ...planFunctions(functions, found, settings),
    ...planSite(files, found),
    planRoutes(routes, found, domain),
  ]);
}
