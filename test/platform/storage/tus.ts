/** Requests of the tus protocol, one by one: a client does not do what these do. */
import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface TusAnswer {
  status: number;
  headers: Record<string, string | undefined>;
  body: string;
}

interface Sent {
  method: string;
  offset?: number;
  length?: number;
  body?: Buffer;
}

function open(url: string, { method, offset, length, body }: Sent, contentLength?: number): ClientRequest {
  const headers = {
    'Tus-Resumable': '1.0.0',
    ...(offset === undefined ? {} : { 'Upload-Offset': offset }),
    ...(length === undefined ? {} : { 'Upload-Length': length }),
    ...(method === 'PATCH' || body ? { 'Content-Type': 'application/offset+octet-stream' } : {}),
    ...(contentLength === undefined ? {} : { 'Content-Length': contentLength }),
  };
  const one = request(url, { method, headers, agent: false });
  // A server that refuses does not read on.
  one.on('error', () => undefined);
  return one;
}

async function answered(sent: ClientRequest): Promise<TusAnswer> {
  const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  const headers = response.headers as Record<string, string | undefined>;
  return { status: response.statusCode!, headers, body: await text(response) };
}

export function tus(url: string, sent: Sent): Promise<TusAnswer> {
  const one = open(url, sent, sent.body?.length ?? 0);
  one.end(sent.body);
  return answered(one);
}

/** A new upload of so many bytes; its address. */
export async function begin(server: string, length: number): Promise<string> {
  const { headers } = await tus(`${server}/uploads`, { method: 'POST', length });
  return server + headers.location;
}

export const offsetOf = async (url: string): Promise<number> =>
  Number((await tus(url, { method: 'HEAD' })).headers['upload-offset']);

/** A PATCH that promises more than it has sent yet. */
export function standing(url: string, offset: number, promised: number) {
  const one = open(url, { method: 'PATCH', offset }, promised);
  one.flushHeaders();
  const answer = answered(one);
  answer.catch(() => undefined);
  return {
    answer,
    send: (bytes: Buffer) => new Promise<void>((resolve) => one.write(bytes, () => resolve())),
    breakOff: () => one.destroy(),
  };
}
