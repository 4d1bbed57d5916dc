/** A room with a place to write, and what is attached there. */
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { eventually } from '../support/socket.js';

export const picture = (colour: string) =>
  sharp({ create: { width: 320, height: 240, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();

export const named = (name: string, buffer: Buffer, mimeType = 'image/jpeg') => ({ name, mimeType, buffer });

/** The kitchen, with what comes later at hand: somebody is there. */
export async function openKitchen({ page }: Person): Promise<void> {
  await page.goto('/chat/kitchen');
  await page.locator('.people li').first().waitFor();
  await page.keyboard.press('Shift');
  await page.locator('#completion').waitFor({ state: 'attached' });
}

export class AttachingStage {
  private constructor(
    readonly server: TestApp,
    readonly anna: Person,
  ) {}

  static async begin(): Promise<AttachingStage> {
    const server = await startApp({ RATE_LIMITS: 'off' });
    for (const name of ['kitchen', 'garden']) await addRoom(server.database, name);
    const stage = new AttachingStage(server, await member(server.url, 'anna'));
    await openKitchen(stage.anna);
    return stage;
  }

  cards = (within: Page | Locator = this.anna.page) => within.locator('.composer-area .tray .upload-card');

  allThere = (within: Page | Locator, count: number) => {
    const there = this.cards(within).and(this.anna.page.locator('[data-state=there]'));
    return eventually(async () => (await there.count()) === count, 'the files were never there');
  };

  /** What the room's newest message carries. */
  lastMessage = async () => {
    const { database } = this.server;
    const [row] = await database.query<{ id: number; text: string }>(
      'select id, text from messages order by id desc limit 1',
    );
    const files = await database.query<{ name: string; alt: string | null }>(
      'select name, alt from files where message_id = $1 order by place',
      [row?.id],
    );
    return { text: row?.text, files };
  };

  sentWith = (text: string) =>
    eventually(async () => (await this.lastMessage()).text === text, `${text} was never stored`);
}
