/** A room in which people have sent files, and browsers that look at it. */
import { randomUUID } from 'node:crypto';
import type { MessageView } from '../../src/shared/messages.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { Tab } from '../support/socket.js';
import { type Sent, upload } from '../support/upload.js';
import { Visitor } from '../support/visitor.js';

export interface FilesStage {
  server: TestApp;
  roomId: number;
  /** Sends a message with these files. */
  say(name: string, text: string, ...files: Omit<Sent, 'room'>[]): Promise<MessageView>;
  close(): Promise<void>;
}

export const filesStage = (room: string, ...names: string[]): Promise<FilesStage> =>
  filesStageWith({}, room, ...names);

export async function filesStageWith(
  settings: Record<string, string>,
  room: string,
  ...names: string[]
): Promise<FilesStage> {
  const server = await startApp({ RATE_LIMITS: 'off', ...settings });
  const roomId = await addRoom(server.database, room);
  const people = new Map<string, { visitor: Visitor; tab: Tab }>();
  for (const name of names) {
    const visitor = new Visitor(server.url);
    await visitor.register(name);
    const tab = await Tab.open(server.url, visitor.cookieHeader);
    await tab.join(room);
    people.set(name, { visitor, tab });
  }
  return {
    server,
    roomId,
    async say(name, text, ...files) {
      const { visitor, tab } = people.get(name)!;
      const ids: number[] = [];
      for (const file of files) ids.push((await upload(visitor, { room: roomId, ...file })).id);
      const message = { roomId, clientId: randomUUID(), text, files: ids };
      return (await tab.must('message', message)) as MessageView;
    },
    async close() {
      for (const { tab } of people.values()) tab.close();
      await server.close();
    },
  };
}
