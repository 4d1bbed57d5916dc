/** Files on bare Node.js streams: PUT keeps one for good, GET gives it back, whole or one range of it. */
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const folder = process.env.FILES_FOLDER!;

const server = createServer((request, response) => {
  const path = join(folder, request.url!.replaceAll(/[^0-9a-f]/g, ''));
  void (request.method === 'PUT' ? keep(path, request, response) : give(path, request, response));
});

async function keep(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  await pipeline(request, createWriteStream(path));
  const file = await open(path);
  await file.datasync();
  await file.close();
  response.writeHead(201).end();
}

async function give(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { size } = await stat(path);
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const [start, end] = first === undefined ? [0, size - 1] : [Number(first), Number(last)];
  response.writeHead(first === undefined ? 200 : 206, {
    'content-length': end - start + 1,
    ...(first !== undefined && { 'content-range': `bytes ${start}-${end}/${size}` }),
  });
  await pipeline(createReadStream(path, { start, end }), response);
}

server.requestTimeout = 0;
server.listen(0, '127.0.0.1', () =>
  console.log(`ready at http://127.0.0.1:${(server.address() as { port: number }).port}`),
);
