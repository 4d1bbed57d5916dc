/** A room in which fifty messages arrive a second, on a processor a quarter as fast, while somebody types. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { type Figure, lowerIsBetter } from '../bench/lab/figures.js';
import { slowDown } from './slow.js';
import { openTab, type Stage, type Tab } from './stage.js';

/** Messages a second, keys, milliseconds between two keys, and messages after which the heap is looked at. */
const plan = { rate: 50, keys: 80, pause: 120, messages: 2_000, quickRate: 200 };

export async function chatter(stage: Stage): Promise<Figure[]> {
  const tab = await openTab(stage);
  const { id, path } = stage.rooms[10]!;
  await tab.page.addInitScript({ content: watch });
  await tab.page.goto(path);
  await tab.page.locator('.people [data-user]').first().waitFor();
  const crowd = new Crowd(stage, id);
  const { seen, heap } = await listenTo(crowd, tab).finally(() => crowd.leave());
  await tab.close();
  // Event Timing tells of what took a frame or more; the other keys were quicker.
  const latencies = [...seen.keys, ...Array<number>(Math.max(0, plan.keys - seen.keys.length)).fill(8)];
  const at = '50 messages a second, CPU × 4';
  return [
    lowerIsBetter(`${at}: longest task`, Math.max(0, ...seen.longTasks), 'ms', { must: 50 }),
    lowerIsBetter(`${at}: tasks over 50 ms`, seen.longTasks.length, '', { must: 0 }),
    lowerIsBetter(
      `${at}: typing, p95`,
      latencies.sort((a, b) => a - b)[Math.floor(plan.keys * 0.95)]!,
      'ms',
      {
        must: 32,
      },
    ),
    lowerIsBetter(`${at}: layout shift`, seen.shifted, '', { must: 0 }),
    lowerIsBetter('heap after 2,000 messages', heap / 1_000_000, 'MB'),
  ];
}

async function listenTo(crowd: Crowd, tab: Tab): Promise<{ seen: Seen; heap: number }> {
  await slowDown(tab, false);
  await tab.page.evaluate(`document.getElementById('text').focus()`);
  await tab.page.evaluate('(longTasks.length = 0, keys.length = 0, shifted = 0, undefined)');
  crowd.talk(plan.rate);
  for (let key = 0; key < plan.keys; key++) {
    await tab.page.keyboard.press('abcdefgh '[key % 9]!);
    await sleep(plan.pause);
  }
  crowd.pause();
  const seen = await tab.page.evaluate<Seen>('({ longTasks, keys, shifted })');
  await tab.protocol.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  crowd.talk(plan.quickRate);
  await crowd.said(plan.messages);
  crowd.pause();
  await sleep(1_000);
  await tab.protocol.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tab.protocol.send('Runtime.getHeapUsage');
  return { seen, heap: usedSize };
}

interface Seen {
  longTasks: number[];
  keys: number[];
  shifted: number;
}

const watch = `
  Object.assign(globalThis, { longTasks: [], keys: [], shifted: 0 });
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') keys.push(duration);
  }).observe({ type: 'event', durationThreshold: 16 });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) shifted += value;
  }).observe({ type: 'layout-shift', buffered: true });`;

/** Several people who talk by turns. */
class Crowd {
  private readonly sockets;
  private timer: NodeJS.Timeout | undefined;
  private count = 0;

  constructor(
    { samovar, people }: Stage,
    private readonly roomId: number,
  ) {
    this.sockets = people.slice(1, 7).map(({ cookie }) =>
      io(samovar.url, {
        ...{ transports: ['websocket'], forceNew: true },
        extraHeaders: { cookie, origin: samovar.url },
      }),
    );
  }

  talk(rate: number): void {
    this.timer = setInterval(() => {
      const text = `message ${++this.count} of those that come while somebody reads and writes`;
      const socket = this.sockets[this.count % this.sockets.length]!;
      socket.emit('message', { roomId: this.roomId, clientId: randomUUID(), text }, () => undefined);
    }, 1_000 / rate);
  }

  pause(): void {
    clearInterval(this.timer);
  }

  async said(count: number): Promise<void> {
    while (this.count < count) await sleep(50);
  }

  leave(): void {
    this.pause();
    for (const socket of this.sockets) socket.close();
  }
}
