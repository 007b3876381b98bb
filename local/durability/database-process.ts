/** The database alone, in a process of its own, to be killed: `{"dataDir", "port"}`. Prints its address when it is ready. */
import fastify from 'fastify';
import { COLLECTIONS } from '../../cloudfunctions/core/adapters/collections';
import { openDatabase } from '../cloud/database';
import { mountEndpoint } from '../cloud/database/endpoint';
import { databaseDir } from './world';

const { dataDir, port } = JSON.parse(process.argv[2] ?? '') as { dataDir: string; port: number };

const database = await openDatabase({
  dir: databaseDir(dataDir),
  collections: COLLECTIONS,
  unindexed: 'refuse',
  // Of a dead worker: 30 s on the service, which no round can wait for.
  transactionLifeMs: 1000,
  transactionHoldMs: 0,
});
const server = fastify();
mountEndpoint(server, database.actions);
console.log(await server.listen({ host: '127.0.0.1', port }));
