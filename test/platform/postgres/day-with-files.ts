/** What people do with files in a day, in short: for whoever looks at the statements that come of it. */
import { expect } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { filePath } from '../../../src/shared/paths.js';
import type { MessageView } from '../../../src/shared/messages.js';
import { eventually, type Tab } from '../../support/socket.js';
import { upload, tusHeaders } from '../../support/upload.js';
import type { Visitor } from '../../support/visitor.js';

export async function sendFiles(sender: Visitor, tab: Tab, room: number, reader: Visitor): Promise<void> {
  const file = await upload(sender, { room, name: 'notes.txt', bytes: 'what was said' });
  await sender.request('HEAD', `/api/files/${file.id}`, undefined, tusHeaders);
  const { id } = (await tab.must('message', {
    ...{ roomId: room, clientId: randomUUID(), text: '', files: [file.id] },
  })) as MessageView;
  const json = { 'content-type': 'application/json', 'x-csrf-token': await sender.csrfToken() };
  const alt = JSON.stringify({ alt: 'Notes' });
  expect((await sender.request('PUT', `/api/files/${file.id}/alt`, alt, json)).status).toBe(200);
  const paths = [
    filePath(file),
    `/api/files/${file.id}`,
    `/api/rooms/${room}/files`,
    `/api/rooms/${room}/files?kind=document&before=${file.id}`,
    `/api/rooms/${room}/files/counts`,
  ];
  for (const path of paths) expect((await reader.get(path)).status).toBe(200);
  await tab.must('delete', { messageId: id });
  const given = await upload(sender, { room, bytes: 'given up' });
  await sender.request('DELETE', `/api/files/${given.id}`, undefined, json);
  await eventually(
    async () => (await sender.get(`/api/files/${given.id}`)).status === 404,
    'what was given up is there',
  );
}
