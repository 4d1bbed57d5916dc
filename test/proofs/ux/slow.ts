/** How long it takes on slow 3G with a processor a quarter as fast: to the first message that can be read, and to another room. */
import { median } from '../bench/lab/bench.js';
import { type Figure, lowerIsBetter } from '../bench/lab/figures.js';
import { openTab, type Stage, type Tab } from './stage.js';
import { clickOn } from './weights.js';

/** As Lighthouse and Chromium's own tools have it: bits a second, and milliseconds until an answer begins. */
const network = { bitsPerSecond: 400_000, latency: 400 };
const slowerBy = 4;
const rounds = 3;

export async function timeSlowly(stage: Stage): Promise<Figure[]> {
  const readable: number[] = [];
  const switches: number[] = [];
  const shifts: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const tab = await openTab(stage, { viewport: { width: 390, height: 844 } });
    await slowDown(tab);
    await tab.page.addInitScript({ content: watch });
    // The script has run then, and whoever clicks goes where it leads.
    const connection = tab.page.waitForEvent('websocket');
    await tab.page.goto(stage.rooms[round]!.path, { waitUntil: 'commit' });
    readable.push(await shownAfter(tab));
    await connection;
    const next = stage.rooms[round + rounds]!;
    await tab.page.evaluate(`window.readable = until(${next.id}); undefined`);
    const begin = await tab.page.evaluate<number>(`(${clickOn(next.path)}, performance.now())`);
    switches.push((await shownAfter(tab)) - begin);
    shifts.push(await tab.page.evaluate<number>('shifted'));
    await tab.close();
  }
  return [
    lowerIsBetter('slow 3G, CPU × 4: a room can be read after', median(readable) / 1_000, 's', { must: 1.5 }),
    lowerIsBetter('slow 3G, CPU × 4: another room can be read after', median(switches) / 1_000, 's'),
    lowerIsBetter('layout shift on the way', Math.max(...shifts), '', { must: 0 }),
  ];
}

export async function slowDown({ protocol }: Tab, isNetworkSlow = true): Promise<void> {
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: slowerBy });
  if (!isNetworkSlow) return;
  const throughput = network.bitsPerSecond / 8;
  await protocol.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: network.latency },
    ...{ downloadThroughput: throughput, uploadThroughput: throughput },
  });
}

const shownAfter = ({ page }: Tab) => page.evaluate<number>('readable');

/** In the page: when the first frame with a message in view has been painted, and how much moved that nobody had touched. */
const watch = `
  globalThis.shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) shifted += value;
  }).observe({ type: 'layout-shift', buffered: true });
  const isShown = (roomId) => {
    const main = document.getElementById('main');
    if (!main || (roomId && main.dataset.room !== String(roomId))) return false;
    const message = document.querySelector('#log .message:last-child');
    return message !== null && message.getBoundingClientRect().height > 0;
  };
  globalThis.until = (roomId) => new Promise((resolve) => {
    const look = () => requestAnimationFrame(() => {
      if (!isShown(roomId)) return look();
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now());
      channel.port2.postMessage(0);
    });
    look();
  });
  globalThis.readable = until();`;
