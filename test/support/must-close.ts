import { expect } from '@jest/globals';
import { eventually, promised, type Tab } from './socket.js';

/** The tab is closed in time, after it was told why. */
export async function mustClose(tab: Tab, reason: string): Promise<void> {
  const start = performance.now();
  await eventually(() => !tab.socket.connected, 'the socket stayed open');
  expect(tab.all('signed_out')).toEqual([{ reason }]);
  expect(performance.now() - start).toBeLessThan(promised(2_000));
}
