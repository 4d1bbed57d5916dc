/** Files on nginx, in the foreground with a configuration of its own: PUT by its dav module, which flushes nothing, and GET by sendfile. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../support/free-port.js';

const folder = process.env.FILES_FOLDER!;

const configuration = (port: number) => `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr error;
events {}
http {
  access_log off;
  sendfile on;
  client_max_body_size 0;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    root ${folder}/files;
    location / { dav_methods PUT; }
  }
}
`;

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve((socket.destroy(), true)));
    socket.once('error', () => resolve(false));
  });

const port = await freePort();
mkdirSync(join(folder, 'files'));
writeFileSync(join(folder, 'nginx.conf'), configuration(port));
const nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
nginx.once('error', () => process.exit(1));
nginx.once('exit', (code) => process.exit(code ?? 1));
process.once('SIGTERM', () => nginx.kill('SIGTERM'));
while (!(await answers(port))) await sleep(20);
console.log(`ready at http://127.0.0.1:${port}`);
