import fastify from 'fastify';
import { COLLECTIONS } from '../../../cloudfunctions/core/adapters/collections';
import { openDatabase } from '../../cloud/database';
import { mountEndpoint } from '../../cloud/database/endpoint';
import type { DatabaseReport, DatabaseTask } from './messages';
import { withFaults } from './with-faults';

/**
 * The process of the database, started by `startDatabase`. It ends with the process that started it, without a
 * word, as after a power cut: whatever was answered is on the disk.
 */
const task = JSON.parse(process.argv[2] ?? '') as DatabaseTask;
const local = await openDatabase({
  dir: task.dir,
  collections: COLLECTIONS,
  unindexed: 'refuse',
  durability: 'sync',
  transactionHoldMs: 0,
});
const faulty = withFaults(local, task.seed, task.faultsPerThousand);
const server = fastify({ forceCloseConnections: true });
mountEndpoint(server, faulty.actions);
const url = await server.listen({ host: '127.0.0.1', port: 0 });

const report = (): DatabaseReport => ({
  url,
  peakBytes: process.resourceUsage().maxRSS * 1024,
  requests: local.requests(),
  faults: faulty.injected(),
});

process.on('disconnect', () => process.exit(1));
process.on('message', (message: 'report' | 'close' | { faults: boolean }) => {
  if (message === 'report') process.send?.(report());
  else if (message === 'close') {
    void (async () => {
      await server.close();
      await local.close();
      process.send?.(report());
      process.exit(0);
    })();
  } else faulty.turn(message.faults);
});
process.send?.(report());
