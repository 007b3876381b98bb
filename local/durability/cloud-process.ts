/** The whole local cloud in a process of its own, to be killed: `{"dataDir", "port"}`. Prints its address when it is ready. */
import { startCloud } from '../cloud/server';

const { dataDir, port } = JSON.parse(process.argv[2] ?? '') as { dataDir: string; port: number };

const { url } = await startCloud({
  dataDir,
  port,
  database: { transactionLifeMs: 1000, transactionHoldMs: 0 },
});
console.log(url);
