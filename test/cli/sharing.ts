/** Anna, at two nodes, who shares files in one room and reads them again. */
import { expect } from '@jest/globals';
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Storage } from '../../src/server/platform/storage/storage.js';
import { type FileView } from '../../src/shared/files.js';
import { filePath } from '../../src/shared/paths.js';
import type { MessageView } from '../../src/shared/messages.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { eventually, soon, Tab } from '../support/socket.js';
import { upload } from '../support/upload.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

interface Shared {
  file: FileView;
  bytes: Buffer;
  message: MessageView;
}

export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export async function keysIn(storage: Storage): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list()) keys.push(key);
  return keys.sort();
}

export class Sharing {
  readonly kept: Shared[] = [];

  private constructor(
    readonly north: TestApp,
    readonly south: TestApp,
    readonly atNorth: Visitor,
    readonly atSouth: Visitor,
    readonly room: number,
    private readonly tab: Tab,
  ) {}

  static async begin(): Promise<Sharing> {
    const north = await startApp({ RATE_LIMITS: 'off' });
    const south = await startApp({ RATE_LIMITS: 'off' }, north.database);
    const [atNorth, atSouth] = [new Visitor(north.url), new Visitor(south.url)];
    await atNorth.register('anna');
    await atSouth.signIn('anna', defaultPassword);
    const room = await addRoom(north.database, 'pictures');
    const tab = await Tab.open(north.url, atNorth.cookieHeader);
    await tab.join('pictures');
    return new Sharing(north, south, atNorth, atSouth, room, tab);
  }

  async end(): Promise<void> {
    this.tab.close();
    await this.south.close();
    await this.north.close();
  }

  async share(bytes: Buffer, at = this.atSouth): Promise<void> {
    await this.post(await upload(at, { room: this.room, bytes }), bytes);
  }

  async post(file: FileView, bytes: Buffer): Promise<void> {
    const sent = { roomId: this.room, clientId: randomUUID(), text: '', files: [file.id] };
    this.kept.push({ file, bytes, message: (await this.tab.must('message', sent)) as MessageView });
  }

  /** Deletes the message; the file is gone when this resolves. */
  async remove(shared: Shared): Promise<void> {
    this.kept.splice(this.kept.indexOf(shared), 1);
    await this.tab.must('delete', { messageId: shared.message.id });
    const rows = () => this.north.database.query('select from files where id = $1', [shared.file.id]);
    await eventually(async () => (await rows()).length === 0, 'the file stayed');
  }

  /** Reads and sends at both nodes until it is told to stop, which then says how often. */
  keepBusy(): () => Promise<number> {
    let isOver = false;
    let rounds = 0;
    const talk = (async () => {
      for (; !isOver; rounds++) {
        const [one, other] = rounds % 2 === 0 ? [this.atNorth, this.atSouth] : [this.atSouth, this.atNorth];
        await this.share(randomBytes(1_000 + rounds), one);
        for (const shared of [this.kept.at(-1)!, ...this.some(8)]) await this.expectRead(other, shared);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
    talk.catch(() => undefined);
    return async () => {
      isOver = true;
      await talk;
      return rounds;
    };
  }

  /** All that is wanted is there, nothing else is, and it can be read. */
  async expectAllAt(storage: Storage): Promise<void> {
    const wanted = this.kept.map(({ bytes }) => `${hashOf(bytes)}/full`).sort();
    await soon(async () => {
      expect(await keysIn(storage)).toEqual(wanted);
      const rows = await this.north.database.query<{ key: string }>(
        `select encode(sha256, 'hex') || '/full' as key from contents order by 1`,
      );
      expect(rows.map(({ key }) => key).sort()).toEqual(wanted);
    });
    for (const shared of this.kept) await this.expectRead(this.atSouth, shared);
  }

  private some(count: number): Shared[] {
    return Array.from({ length: count }, () => this.kept[randomInt(this.kept.length)]!);
  }

  private async expectRead(visitor: Visitor, shared: Shared): Promise<void> {
    const app = visitor === this.atNorth ? this.north : this.south;
    const headers = { cookie: visitor.cookieHeader, connection: 'close' };
    const response = await fetch(app.url + filePath(shared.file), { headers });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (!this.kept.includes(shared)) return;
    expect({ status: response.status, id: shared.file.id }).toEqual({ status: 200, id: shared.file.id });
    expect(bytes.equals(shared.bytes)).toBe(true);
  }
}
