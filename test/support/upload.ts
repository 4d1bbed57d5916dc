/** Files, sent as programs send them: the whole of one with its creation, or in parts. */
import type { FileView, UploadView } from '../../src/shared/files.js';
import type { Visitor } from './visitor.js';

export interface Sent {
  room: number;
  name?: string;
  bytes: Uint8Array | string;
  alt?: string;
  voice?: boolean;
  waveform?: number[];
}

const encoded = (values: Record<string, string | undefined>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} ${Buffer.from(value!).toString('base64')}`)
    .join(',');

export const tusHeaders = { 'tus-resumable': '1.0.0', accept: 'application/json' };

/** Begins an upload; with `all` it is sent at once. */
export async function beginUpload(
  visitor: Visitor,
  { room, name = 'file', bytes, alt, voice, waveform }: Sent,
  { all = true, headers = {} }: { all?: boolean; headers?: Record<string, string> } = {},
) {
  const body = Buffer.from(bytes as string);
  return visitor.request('POST', '/api/files', all && body.length > 0 ? body : undefined, {
    ...tusHeaders,
    'x-csrf-token': await visitor.csrfToken(),
    'upload-length': String(body.length),
    'upload-metadata': encoded({
      room: String(room),
      filename: name,
      alt,
      voice: voice ? '1' : undefined,
      waveform: waveform?.join(','),
    }),
    ...(all && { 'content-type': 'application/offset+octet-stream' }),
    ...headers,
  });
}

export const idAt = (location: string | null): number => Number(location!.split('/').at(-1));

/** What became of it. */
export async function uploaded(visitor: Visitor, id: number): Promise<UploadView> {
  const { status, body } = await visitor.get(`/api/files/${id}?wait=20`, { accept: 'application/json' });
  if (status !== 200) throw new Error(`The upload ${id}: ${status} ${body}`);
  return JSON.parse(body) as UploadView;
}

/** A file that is there. Throws where it is not taken. */
export async function upload(visitor: Visitor, sent: Sent): Promise<FileView> {
  const begun = await beginUpload(visitor, sent);
  if (begun.status !== 201) throw new Error(`The upload was refused: ${begun.status} ${begun.body}`);
  const { state, refusal, file } = await uploaded(visitor, idAt(begun.location));
  if (!file) throw new Error(`The upload is ${state}: ${refusal}`);
  return file;
}
