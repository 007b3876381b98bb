import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** Where something was measured. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
  /** Load of the last 1, 5 and 15 minutes. */
  load: number[];
}

/** This machine, now. */
export const machineOf = (): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${release()} ${arch()}`,
  node: process.version,
  load: loadavg().map((value) => Math.round(value * 100) / 100),
});

/** A machine in one line; `when` the load was taken: “when it began”. */
export const machineText = (
  { cpu, cores, memoryGb, system, node, load }: Machine,
  when: string,
): string =>
  `Machine: ${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}; load ${when} ${load.join(' / ')} (1, 5, 15 minutes)`;
