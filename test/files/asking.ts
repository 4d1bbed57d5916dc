/** What somebody asks of uploads and files by REST. */
import { expect } from '@jest/globals';
import type { FileView } from '../../src/shared/files.js';
import type { Caller } from '../support/operations/caller.js';

export const tus = { 'tus-resumable': '1.0.0' };
export const asBytes = { ...tus, 'content-type': 'application/offset+octet-stream' };

export function beginAt(who: Caller, size: number, roomId: number) {
  const metadata = `room ${Buffer.from(String(roomId)).toString('base64')}`;
  return who.call('POST', '/api/files', undefined, {
    ...tus,
    'upload-length': String(size),
    'upload-metadata': metadata,
  });
}

export const send = (who: Caller, path: string, text: string, offset = 0) =>
  who.call('PATCH', path, text, { ...asBytes, 'upload-offset': String(offset) });

/** What is answered who asks for the bytes, in each size, and for what is known of the file: one status for all. */
export async function reading(who: Caller, { id }: FileView): Promise<number> {
  const paths = ['', '?size=page', '?size=thumb', '?download=1'].map(
    (query) => `/files/${id}/door.png${query}`,
  );
  const replies = await Promise.all([...paths, `/api/files/${id}`].map((path) => who.call('GET', path)));
  const statuses = new Set(replies.map(({ status }) => status));
  expect(statuses.size).toBe(1);
  return [...statuses][0]!;
}

/** Each thing that is done with an upload that is not there. */
export async function expectNotTheirs(who: Caller, path: string): Promise<void> {
  for (const method of ['HEAD', 'GET', 'DELETE'])
    expect([method, (await who.call(method, path, undefined, tus)).status]).toEqual([method, 404]);
  expect((await send(who, path, 'x')).status).toBe(404);
  expect((await who.call('PUT', `${path}/alt`, { alt: 'Mine now' })).status).toBe(404);
}
