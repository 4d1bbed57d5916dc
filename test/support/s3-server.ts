/**
 * A bucket that speaks S3, on this machine: s3rver, which checks no signature of today's clients, can neither list nor abort uploads
 * in parts, errs at the edges of ranges, and answers before what it was given is written. That is mended here.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import S3rver, { type Context } from 's3rver';
import { refusalOf } from './s3-signature.js';

const bucket = 'samovar';
const keyId = 'S3RVER';
/** As they are made: not to be written into an address without care. */
const secret = 'kettle/of+tea';

export interface S3Server {
  /** For FILES_URL, with a folder in the bucket of its own and whatever else is asked for. */
  url(options?: {
    prefix?: string;
    query?: string;
    secret?: string;
    bucket?: string;
    keyId?: string;
  }): string;
  origin: string;
  secret: string;
  /** Requests of which method and address match fail from now on. */
  failFor(requests: RegExp | undefined): void;
  /** Does something before the first request of which method and address match is answered. */
  meanwhile(request: RegExp, work: () => Promise<void>): void;
  /** Uploads in parts that are neither finished nor aborted. */
  unfinished(): string[];
  /** As if all that is there had been written, and all addresses signed, so many milliseconds earlier. */
  age(milliseconds: number): void;
  close(): Promise<void>;
}

export async function startS3Server(): Promise<S3Server> {
  const directory = mkdtempSync(join(tmpdir(), 'samovar-s3-'));
  const uploads = join(directory, bucket, '._S3rver_uploads');
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: bucket }],
  });
  let older = 0;
  writeBeforeAnswering(server);
  readRanges(server);
  const getMetadata = server.store.getMetadata.bind(server.store);
  server.store.getMetadata = async (name, key) => {
    const metadata = await getMetadata(name, key);
    const changed = new Date(Date.parse(metadata['last-modified']) - older);
    return { ...metadata, 'last-modified': changed.toUTCString() };
  };
  let surprise: { request: RegExp; work: () => Promise<void> } | undefined;
  let failing: RegExp | undefined;
  server.middleware.unshift(async (context, next) => {
    const request = `${context.method} ${context.url}`;
    const refusal = refusalOf(context, { keyId, secret, now: Date.now() + older });
    if (refusal) return refuse(context, 403, refusal);
    if (surprise?.request.test(request)) {
      const { work } = surprise;
      surprise = undefined;
      await work();
    }
    if (failing?.test(request)) return refuse(context, 500, 'InternalError');
    const { uploadId } = context.query;
    if (context.method === 'DELETE' && uploadId !== undefined) return abort(context, join(uploads, uploadId));
    if (context.method === 'GET' && 'uploads' in context.query) return list(context, uploads, older);
    await next();
  });
  const { port } = await server.run();
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    secret,
    url: (options = {}) => {
      const given = { prefix: '', query: '', secret, bucket, keyId, ...options };
      const name = `s3://${given.keyId}:${encodeURIComponent(given.secret)}@127.0.0.1:${port}`;
      return `${name}/${given.bucket}/${given.prefix}?tls=off${given.query}`;
    },
    meanwhile: (request, work) => void (surprise = { request, work }),
    failFor: (wanted) => void (failing = wanted),
    unfinished: () => (existsSync(uploads) ? readdirSync(uploads) : []),
    age: (milliseconds) => void (older = milliseconds),
    async close() {
      server.httpServer.closeAllConnections();
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Of a range it takes an end of 0 for none, and finds a byte in an empty object. */
function readRanges({ store }: S3rver): void {
  const getObject = store.getObject.bind(store);
  store.getObject = async (name, key, { start, end } = {}) => {
    const first = start === 0 && (await store.getMetadata(name, key))['content-length'] === 0 ? 1 : start;
    return getObject(name, key, { start: first, end: end === 0 ? (Object(0) as number) : end });
  };
}

/** Its own versions resolve when they have read everything, which may be before it is written, and show half of what broke off. */
function writeBeforeAnswering({ store }: S3rver): void {
  store.putObject = async ({ bucket: name, key, content, metadata }) => {
    const written = await writeAll(content, store.getResourcePath(name, key, 'object'));
    await store.putMetadata(name, key, metadata, written.md5);
    return written;
  };
  store.putPart = async (name, id, part, content) => {
    const path = join(store.getResourcePath(name, undefined, 'uploads'), id, part);
    const written = await writeAll(content, path);
    await writeFile(`${path}.md5`, written.md5);
    return written;
  };
}

async function writeAll(content: Readable, path: string): Promise<{ size: number; md5: string }> {
  await mkdir(dirname(path), { recursive: true });
  const hash = createHash('md5');
  content.on('data', (chunk: Buffer) => hash.update(chunk));
  const unfinished = `${path}.${randomUUID()}`;
  try {
    await pipeline(content, createWriteStream(unfinished));
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
  return { size: statSync(path).size, md5: hash.digest('hex') };
}

function refuse(context: Context, status: number, code: string): void {
  context.status = status;
  answer(context, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function answer(context: Context, xml: string): void {
  context.type = 'application/xml';
  context.body = `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`;
}

async function abort(context: Context, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  context.status = 204;
}

function list(context: Context, uploads: string, older: number): void {
  const ids = existsSync(uploads) ? readdirSync(uploads) : [];
  const entries = ids.map((id) => {
    const key = readFileSync(join(uploads, id, 'key'), 'utf8');
    const initiated = new Date(statSync(join(uploads, id)).birthtimeMs - older).toISOString();
    return `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${initiated}</Initiated></Upload>`;
  });
  answer(
    context,
    `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${entries.join('')}</ListMultipartUploadsResult>`,
  );
}
