import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { DatabaseReport, DatabaseTask } from './messages';

/** The database in a process of its own. */
export interface DatabaseProcess {
  url: string;
  report(): Promise<DatabaseReport>;
  /** Faults from now on, or none. */
  faults(on: boolean): void;
  close(): Promise<DatabaseReport>;
}

/** Starts it. Throws when it ends before it is asked to. */
export async function startDatabase(task: DatabaseTask): Promise<DatabaseProcess> {
  const child = fork('local/simulate/database/process.ts', [JSON.stringify(task)], {
    // Short-lived values of a request die young: collecting them less often takes a tenth off the computing.
    execArgv: ['--max-semi-space-size=64', '--import', 'tsx'],
  });
  const died = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`the database ended with ${code}`)));
  });
  died.catch(() => undefined);
  const answer = async (): Promise<DatabaseReport> => {
    const [report] = (await Promise.race([once(child, 'message'), died])) as [DatabaseReport];
    return report;
  };
  const ask = (question: 'report' | 'close'): Promise<DatabaseReport> => {
    const answered = answer();
    child.send(question);
    return answered;
  };
  const { url } = await answer();
  return {
    url,
    report: () => ask('report'),
    faults: (on) => void child.send({ faults: on }),
    async close() {
      const report = await ask('close');
      if (child.exitCode === null) await once(child, 'exit');
      return report;
    },
  };
}
