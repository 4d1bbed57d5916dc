/** Whether the built server starts, serves and stops on the Node.js that runs this: the oldest one is not tested further. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { clearTimeout, setTimeout } from 'node:timers';

const folder = mkdtempSync(join(tmpdir(), 'samovar-starts-'));
const server = spawn(process.execPath, ['dist/bundle/main.js'], {
  env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: folder },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
let isReady = false;
server.stdout.on('data', async (chunk) => {
  output += chunk;
  const url = /ready at (\S+)\n/.exec(output)?.[1];
  if (!url || isReady) return;
  isReady = (await fetch(`${url}/health/ready`)).ok;
  server.kill('SIGTERM');
});
const patience = setTimeout(() => server.kill('SIGTERM'), 120_000);
server.once('close', (code) => {
  clearTimeout(patience);
  rmSync(folder, { recursive: true, force: true });
  console.log(
    `The server ${isReady && code === 0 ? 'starts' : 'does not start'} on Node.js ${process.versions.node}`,
  );
  process.exitCode = isReady ? code : 1;
});
