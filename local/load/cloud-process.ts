import { type ChildProcess, fork } from 'node:child_process';
import type { Asks, CloudSettings, Told } from './messages';

/** The process with the cloud, asked from outside. */
export class CloudProcess {
  private readonly waiting = new Map<number, (output: unknown) => void>();
  private asked = 0;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly failed: (error: Error) => void,
  ) {
    child.on('message', (told: Told) => {
      if ('number' in told) this.waiting.get(told.number)?.(told.output);
      if ('failed' in told) failed(new Error(told.failed));
    });
  }

  /** Starts it; `failed` hears of a death that nobody asked for. */
  static open(settings: CloudSettings, failed: (error: Error) => void): Promise<CloudProcess> {
    const child = fork('local/load/cloud.ts', [JSON.stringify(settings)], {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
    });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the cloud ended with ${code}`)));
      child.once('message', (told: Told) => {
        if (!('ready' in told)) return reject(new Error('the cloud did not start'));
        resolve(new CloudProcess(child, told.ready, failed));
      });
    });
  }

  ask<A extends keyof Asks>(ask: A, input: Asks[A]['input']): Promise<Asks[A]['output']> {
    const number = this.asked++;
    return new Promise((resolve) => {
      this.waiting.set(number, (output) => {
        this.waiting.delete(number);
        resolve(output as Asks[A]['output']);
      });
      this.child.send({ number, ask, input }, (error) => {
        if (error) this.failed(error);
      });
    });
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => {
      this.child.once('exit', resolve);
    });
    await this.ask('close', {});
    await ended;
  }
}
