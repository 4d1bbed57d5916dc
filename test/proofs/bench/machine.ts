import { spawnSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { findPostgresBinaries } from '../../../src/server/embedded-postgres/binaries.js';
import type { Scale } from './lab/bench.js';
import { type Cores, coresInUse } from './lab/cores.js';

/** What a figure is worth nothing without. */
export interface Machine {
  date: string;
  cpu: string;
  cores: number;
  memoryGb: number;
  node: string;
  postgres: string;
  scale: Scale;
  /** The cores that server and generator were held to; missing where they could not be. */
  held?: Cores;
}

export function describeMachine(scale: Scale): Machine {
  const held = coresInUse();
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]!.model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgres: postgresVersion(),
    scale,
    ...(held && { held }),
  };
}

function postgresVersion(): string {
  const program = join(findPostgresBinaries().folder, 'bin', 'postgres');
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return /[\d.]+/.exec(stdout)?.[0] ?? 'unknown';
}
