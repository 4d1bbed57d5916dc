import { cpus } from 'node:os';
import { cpuOfTree, machineCpu } from './processes.js';

/** How busy the machine is with things that are none of ours: what takes their share from elapsed times. */
export class Strangers {
  private readonly start = performance.now();
  private readonly machine = machineCpu();
  private readonly ours = cpuOfTree(process.pid);

  /** Of all cores since this was made, 0 to 1. */
  share(): number {
    const seconds = ((performance.now() - this.start) / 1_000) * cpus().length;
    const theirs = machineCpu() - this.machine - (cpuOfTree(process.pid) - this.ours);
    return Math.max(0, theirs / seconds);
  }
}
