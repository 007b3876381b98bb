import type { Health } from '../../../typings/health';
import { health } from '../usecases/health';
import { log } from './answer';
import type { CallServices } from './services';

/** Anybody may ask; asked more often than this, an instance says what it said before. */
const KEPT_MS = 10_000;

/** Gives what answers `GET /api/health`; one line is logged for each look at the database. */
export function healthChecks(
  servicesOfCall: () => CallServices,
): (requestId: string | undefined) => Promise<Health> {
  let kept: { health: Health; until: number } | null = null;
  return async (requestId) => {
    const services = servicesOfCall();
    const startedAt = services.runtime.now();
    if (kept && startedAt < kept.until) return kept.health;
    const { health: found, error } = await health(services);
    kept = { health: found, until: startedAt + KEPT_MS };
    log({
      requestId: requestId ?? services.runtime.newId(),
      action: 'health',
      outcome: found.ok ? 'OK' : 'UNHEALTHY',
      problems: found.problems.length,
      ms: services.runtime.now() - startedAt,
      requests: services.requests(),
      ...(error !== undefined && { error }),
    });
    return found;
  };
}
