/** The bare servers that Samovar is measured beside. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { discardFolder, startChild, temporaryFolder } from './child.js';
import { heldTo } from './cores.js';
import { cpuOf, cpuOfTree } from './processes.js';

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

export type FileServerName = 'node' | 'nginx';

const fileServers: Record<FileServerName, string> = { node: 'node-files.js', nginx: 'nginx-files.js' };

/** Debian keeps it where people's own shells do not look. */
const path = `${process.env.PATH}:/usr/sbin`;

export const hasNginx = (): boolean =>
  spawnSync('nginx', ['-v'], { env: { PATH: path }, stdio: 'ignore' }).status === 0;

/** One that keeps files in a folder of its own and asks nobody who they are. */
export async function startFileServer(name: FileServerName): Promise<Baseline> {
  const folder = temporaryFolder();
  const command = [...heldTo('server'), process.execPath, join(import.meta.dirname, fileServers[name])];
  const environment = { PATH: path, FILES_FOLDER: folder };
  const { match, pid, stop } = await startChild(command, environment, /ready at (\S+)/);
  return {
    url: match[1]!,
    pid,
    cpu: () => ({ server: cpuOfTree(pid), postgres: 0 }),
    async stop() {
      await stop();
      discardFolder(folder);
    },
  };
}
