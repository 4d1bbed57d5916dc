/** Files over HTTP: to Samovar by the tus protocol, to bare servers by PUT, and back again. */
import { randomBytes } from 'node:crypto';
import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  request as ask,
  type RequestOptions,
} from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { OwnLoad } from './own-load.js';

export interface Upload {
  url: string;
  /** Bytes. */
  size: number;
  /** To Samovar: who sends, to which room, and how many bytes a request. */
  by?: { cookie: string; room: number; part: number };
  /** As fast as the server takes it unless it is said. */
  bytesPerSecond?: number;
}

export interface Download {
  url: string;
  path: string;
  cookie?: string;
  /** Both ends included. */
  range?: { start: number; end: number };
}

export interface Transfer {
  /** Until the last answer. */
  seconds: number;
  bytes: number;
  /** Where it can be read. */
  path: string;
  /** This process's own CPU, as a share of one core. */
  generatorLoad: number;
}

interface Reply {
  status: number;
  headers: IncomingMessage['headers'];
  bytes: number;
  body: string;
}

/** The same bytes again and again: nothing is to be made while it is measured. Only the first ones are no other file's. */
const block = randomBytes(256 * 1024);

async function sendFile(upload: Upload): Promise<Transfer> {
  const path = `/${randomBytes(12).toString('hex')}`;
  const [start, load] = [performance.now(), new OwnLoad()];
  const id = upload.by ? await sendByTus(upload, upload.by) : await put(upload, path);
  return {
    seconds: (performance.now() - start) / 1_000,
    bytes: upload.size,
    path: id ?? path,
    generatorLoad: load.share(),
  };
}

/** All at once; each is counted by itself. */
export const sendFiles = (uploads: Upload[]): Promise<Transfer[]> => Promise.all(uploads.map(sendFile));

/**
 * Each again and again, for so many seconds; then what is under way is sent to its end. Begun one after the other within the first
 * `apart` seconds: nobody's end is everybody's.
 */
export async function keepSending({
  uploads,
  apart,
  seconds,
}: {
  uploads: Upload[];
  apart: number;
  seconds: number;
}): Promise<Transfer[]> {
  const end = performance.now() + seconds * 1_000;
  const sent: Transfer[] = [];
  const keep = async (upload: Upload, index: number) => {
    await sleep((index / uploads.length) * apart * 1_000);
    while (performance.now() < end) sent.push(await sendFile(upload));
  };
  await Promise.all(uploads.map(keep));
  return sent;
}

export async function takeFile({ url, path, cookie, range }: Download): Promise<Transfer> {
  const [start, load] = [performance.now(), new OwnLoad()];
  const headers = { ...(cookie && { cookie }), ...(range && { range: `bytes=${range.start}-${range.end}` }) };
  const { bytes } = await send(url + path, { headers }, range ? 206 : 200);
  return { seconds: (performance.now() - start) / 1_000, bytes, path, generatorLoad: load.share() };
}

/** Waits until an upload has become a file; its seconds. */
export async function awaitFile({ url, path, cookie }: Download): Promise<number> {
  const start = performance.now();
  const id = path.split('/').at(-2)!;
  for (;;) {
    const { body } = await send(`${url}/api/files/${id}?wait=25`, { headers: { cookie } }, 200);
    const { state, refusal } = JSON.parse(body) as { state: string; refusal?: string };
    if (state === 'ready') return (performance.now() - start) / 1_000;
    if (state === 'refused') throw new Error(`A file was refused: ${refusal}`);
  }
}

async function sendByTus(upload: Upload, { cookie, room, part }: Required<Upload>['by']): Promise<string> {
  const { url, size } = upload;
  const me = await send(`${url}/api/me`, { headers: { cookie } }, 200);
  const { csrfToken } = JSON.parse(me.body) as { csrfToken: string };
  const cookies = [cookie, ...(me.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]!)].join('; ');
  const common = { cookie: cookies, 'x-csrf-token': csrfToken, 'tus-resumable': '1.0.0' };
  const metadata = `room ${base64(String(room))},filename ${base64('file.bin')}`;
  const begun = { ...common, 'upload-length': size, 'upload-metadata': metadata };
  const { headers } = await send(`${url}/api/files`, { method: 'POST', headers: begun }, 201);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let offset = 0; offset < size; offset += part) {
    const length = Math.min(part, size - offset);
    const patch = {
      ...common,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': offset,
      'content-length': length,
    };
    const options = { method: 'PATCH', agent, headers: patch };
    await send(`${url}${headers.location}`, options, 204, { ...upload, size: length, isFirst: offset === 0 });
  }
  agent.destroy();
  return `/files/${headers.location!.split('/').at(-1)}/file.bin`;
}

async function put(upload: Upload, path: string): Promise<undefined> {
  const options = { method: 'PUT', headers: { 'content-length': upload.size } };
  await send(upload.url + path, options, 201, { ...upload, isFirst: true });
}

interface Body {
  size: number;
  bytesPerSecond?: number;
  isFirst: boolean;
}

/** Throws for any other status. What is too long to be read by a person is only counted. */
function send(url: string, options: RequestOptions, expected: number, body?: Body): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = ask(url, options, (response) => {
      let [bytes, text] = [0, ''];
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes < 100_000) text += chunk.toString('latin1');
      });
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        if (status === expected) resolve({ status, headers, bytes, body: text });
        else reject(new Error(`${options.method ?? 'GET'} ${url}: ${status} ${text.slice(0, 300)}`));
      });
    });
    request.on('error', reject);
    if (!body) request.end();
    else write(request, body).then(() => request.end(), reject);
  });
}

async function write(request: ClientRequest, { size, bytesPerSecond, isFirst }: Body): Promise<void> {
  const start = performance.now();
  if (isFirst) request.write(randomBytes(16));
  for (let sent = isFirst ? 16 : 0; sent < size && !request.destroyed;) {
    const length = Math.min(block.length, size - sent);
    sent += length;
    if (!request.write(length === block.length ? block : block.subarray(0, length)))
      await new Promise<void>((resolve) => {
        const go = () => (request.off('drain', go).off('close', go), resolve());
        request.on('drain', go).on('close', go);
      });
    if (bytesPerSecond) await sleep(Math.max(0, start + (sent / bytesPerSecond) * 1_000 - performance.now()));
  }
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
