/** `npm run pictures`: docs/pictures/, made anew of the invented community by a server and a browser of its own. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { chromium } from 'playwright-core';
import { io, type Socket } from 'socket.io-client';
import { projectRoot } from '../../../src/server/config/project-root.js';
import { findChromium } from '../../support/chromium.js';
import { Visitor } from '../../support/visitor.js';
import { cleanUp } from '../bench/lab/child.js';
import { type Samovar, startSamovar } from '../bench/lab/samovar.js';
import { people, reader, rooms, talk, topic, whispers } from './community.js';

const folder = join(projectRoot, 'docs', 'pictures');
const views = [
  { name: 'room-light', theme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'room-dark', theme: 'dark', viewport: { width: 1280, height: 800 } },
  {
    name: 'room-phone',
    theme: 'light',
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
  },
] as const;

/** With which the reader's browser comes. */
const cookies: { name: string; value: string }[] = [];

try {
  const samovar = await startSamovar({ takesAllCores: true });
  const sockets = await tell(samovar);
  await takePictures(samovar);
  for (const socket of sockets.values()) socket.close();
  await samovar.stop();
} finally {
  await cleanUp();
}

/** Everybody comes in and says what they have to say; they stay, so that they are there. */
async function tell(samovar: Samovar): Promise<Map<string, Socket>> {
  const sockets = new Map<string, Socket>();
  for (const name of people) {
    const visitor = new Visitor(samovar.url);
    await visitor.register(name);
    for (const room of rooms) await visitor.post('/chat/', { room });
    const extraHeaders = { cookie: visitor.cookieHeader, origin: samovar.url };
    const socket = io(samovar.url, { transports: ['websocket'], forceNew: true, extraHeaders });
    sockets.set(name, socket);
    await ask(socket, 'join', { room: rooms[0]! });
    if (name === reader) cookies.push(...[...visitor.cookies].map(([key, value]) => ({ name: key, value })));
  }
  const { room } = await ask<{ room: { id: number } }>(sockets.get(reader)!, 'join', { room: rooms[0]! });
  const about = { roomId: room.id, clientId: randomUUID(), text: `/topic ${topic}` };
  await ask(sockets.get(reader)!, 'message', about);
  for (const { author, text, reactions = [] } of talk) {
    const message = { roomId: room.id, clientId: randomUUID(), text };
    const { id } = await ask<{ id: number }>(sockets.get(author)!, 'message', message);
    for (const [emoji, ...names] of reactions)
      for (const name of names) await ask(sockets.get(name)!, 'react', { messageId: id, emoji, on: true });
  }
  for (const { from, text } of whispers)
    await ask(sockets.get(from)!, 'private_message', { to: reader, clientId: randomUUID(), text });
  await spread(samovar);
  return sockets;
}

/** All of it was said within a second: here it happens over an afternoon, a few minutes after each other. */
async function spread(samovar: Samovar): Promise<void> {
  await samovar.sql(
    `update messages set created_at = date_trunc('day', now()) - interval '9 hours' + seq * interval '7 minutes'
     where room_id = (select min(id) from rooms)`,
  );
}

async function takePictures({ url }: Samovar): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { executablePath, env } = await findChromium();
  const args = ['--no-sandbox', '--disable-gpu'];
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
  for (const { name, theme, ...options } of views) {
    const context = await browser.newContext({
      baseURL: url,
      locale: 'en-GB',
      timezoneId: 'UTC',
      ...options,
    });
    await context.addCookies(
      [...cookies, { name: 'samovar.theme', value: theme }].map((each) => ({ ...each, url })),
    );
    const page = await context.newPage();
    await page.goto(`/chat/${encodeURIComponent(rooms[0]!)}`);
    await page
      .locator('#people-list [data-user]')
      .nth(people.length - 1)
      .waitFor({ state: 'attached' });
    await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
    await context.close();
  }
  await browser.close();
}

async function ask<Value>(socket: Socket, event: string, payload: object): Promise<Value> {
  const answer = (await socket.timeout(10_000).emitWithAck(event, payload)) as {
    ok: boolean;
    value: Value;
    error?: unknown;
  };
  if (!answer.ok) throw new Error(`${event} was refused: ${JSON.stringify(answer.error)}`);
  return answer.value;
}
