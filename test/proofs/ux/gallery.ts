/** A room with a picture in each message, on a phone with a slow line: what is loaded before anybody scrolls, and what by then. */
import { randomBytes, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { upload } from '../../support/upload.js';
import { Visitor } from '../../support/visitor.js';
import { type Figure, lowerIsBetter } from '../bench/lab/figures.js';
import { addRooms } from '../bench/lab/people.js';
import { slowDown } from './slow.js';
import { cookieFor, openTab, type Stage, type Tab } from './stage.js';

const count = 50;
const address = 'gallery';

/** How many, and kB. On a slow line Chromium loads what is 2,500 px away: 26 of these. */
const aims = { first: { must: 30 }, heaviest: { must: 15 } };

interface Loaded {
  path: string;
  /** Bytes, without the head. */
  size: number;
}

export async function loadGallery(stage: Stage, say: (line: string) => void): Promise<Figure[]> {
  await hang(stage);
  say(`${count} pictures`);
  const tab = await openTab(stage, {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 3,
    isMobile: true,
    hasTouch: true,
  });
  const loaded = listen(tab);
  await slowDown(tab);
  await tab.page.goto(`/chat/${address}`);
  await tab.page.locator('#log .message .picture').last().waitFor();
  await tab.page.waitForLoadState('networkidle');
  const first = [...loaded];
  await scrollUp(tab, loaded);
  await tab.close();
  const thumbs = loaded.filter(({ path }) => path.endsWith('?size=thumb'));
  const sizes = thumbs.map(({ size }) => size / 1_000);
  const at = `a room of ${count} pictures on a phone`;
  return [
    lowerIsBetter(`${at}: loaded before anybody scrolls`, first.length, '', aims.first),
    lowerIsBetter(`${at}: over the wire by then`, kilobytes(first), 'kB'),
    lowerIsBetter(`${at}: the heaviest`, Math.max(...sizes), 'kB', aims.heaviest),
    lowerIsBetter(`${at}: all of them`, kilobytes(loaded), 'kB', { must: count * aims.heaviest.must }),
    lowerIsBetter(`${at}: loaded that are no thumbnails`, loaded.length - thumbs.length, '', { must: 0 }),
    lowerIsBetter(`${at}: not loaded by whoever saw all`, count - thumbs.length, '', { must: 0 }),
  ];
}

async function hang({ samovar, people }: Stage): Promise<void> {
  const [room] = await addRooms(samovar, [address], people);
  const sender = new Visitor(samovar.url);
  const { name, value } = cookieFor(samovar.url, people[0]!);
  sender.cookies.set(name, value);
  for (let place = 1; place <= count; place++) {
    const file = await upload(sender, { room: room!, name: `${place}.jpg`, bytes: await photograph() });
    const { status, body } = await sender.request(
      'POST',
      `/api/rooms/${room}/messages`,
      JSON.stringify({ clientId: randomUUID(), text: '', files: [file.id] }),
      { 'content-type': 'application/json', 'x-csrf-token': await sender.csrfToken() },
    );
    if (status !== 201) throw new Error(`A picture was not taken: ${status} ${body}`);
  }
  await samovar.sql('update memberships set last_read_seq = $1 where room_id = $2', [count, room]);
}

/** As nature has it: much of what is large, less of what is small, everywhere something. A flat one would weigh nothing. */
function photograph(): Promise<Buffer> {
  const [width, height] = [960, 720];
  const layer = async (cells: number) => {
    const raw = { width: cells, height: (cells * height) / width, channels: 3 as const };
    const noise = sharp(randomBytes(raw.width * raw.height * raw.channels), { raw });
    return { input: await noise.resize(width, height).png().toBuffer(), blend: 'soft-light' as const };
  };
  const base = sharp({ create: { width, height, channels: 3, background: '#888' } });
  return Promise.all([4, 16, 64, 240, 480].map(layer)).then((layers) =>
    base.composite(layers).jpeg({ quality: 90 }).toBuffer(),
  );
}

/** To the first of them, on a fast line: only what is loaded counts from here on. */
async function scrollUp({ page, protocol }: Tab, loaded: Loaded[]): Promise<void> {
  await protocol.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 },
  });
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  for (const picture of (await page.locator('#log .message .picture').all()).reverse()) {
    await picture.scrollIntoViewIfNeeded();
    await page.waitForTimeout(50);
  }
  for (let left = 100; left > 0 && loaded.length < count; left--) await page.waitForTimeout(100);
}

const kilobytes = (all: Loaded[]) => all.reduce((sum, { size }) => sum + size, 0) / 1_000;

function listen({ protocol }: Tab): Loaded[] {
  const loaded: Loaded[] = [];
  protocol.on('Network.responseReceived', ({ response }) => {
    const { pathname, search } = new URL(response.url);
    if (pathname.startsWith('/files/'))
      loaded.push({ path: pathname + search, size: Number(response.headers['Content-Length']) });
  });
  return loaded;
}
