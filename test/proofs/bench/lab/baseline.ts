/** The bare servers that Samovar is measured beside. */
import { join } from 'node:path';
import { startChild } from './child.js';
import { heldTo } from './cores.js';
import { cpuOf } from './processes.js';

export type BaselineName = 'ws' | 'socket.io';

const scripts: Record<BaselineName, string> = { ws: 'ws-room.js', 'socket.io': 'socket-io-room.js' };

export interface Baseline {
  url: string;
  pid: number;
  /** CPU seconds so far. */
  cpu(): { server: number; postgres: number };
  stop(): Promise<void>;
}

export async function startBaseline(name: BaselineName): Promise<Baseline> {
  const command = [...heldTo('server'), process.execPath, join(import.meta.dirname, scripts[name])];
  const { match, pid, stop } = await startChild(command, {}, /ready at (\S+)/);
  return { url: match[1]!, pid, cpu: () => ({ server: cpuOf(pid), postgres: 0 }), stop };
}
