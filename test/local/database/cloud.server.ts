/** A database in a process of its own, to be killed: `cloud.server.ts DIR`. Prints its address. */
import fastify from 'fastify';
import { openDatabase } from '../../../local/cloud/database';
import { mountEndpoint } from '../../../local/cloud/database/endpoint';

const [, , dir] = process.argv;
if (!dir) throw new Error('the folder is missing');
const database = await openDatabase({
  dir,
  collections: [
    { name: 'pairs', indexes: [{ name: 'serial', keys: [['serial', 1]], unique: true }] },
    { name: 'counters', indexes: [] },
  ],
});
const server = fastify();
mountEndpoint(server, database.actions);
console.log(`${await server.listen({ host: '127.0.0.1', port: 0 })}/admin`);
