/** kill -9 of the built server while messages are on their way: what was acknowledged is there, what was not comes once. */
import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { MessageView } from '../../src/shared/messages.js';
import { startServer, temporaryFolder } from '../support/server-process.js';
import { Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

/** Keeps 20 messages on their way until the server dies; returns every attempt and every acknowledgement. */
async function talkUntilDeath(tab: Tab, roomId: number, die: () => void) {
  const attempts = new Map<string, string>();
  const acknowledged = new Map<string, MessageView>();
  let dead = false;
  tab.socket.once('disconnect', () => (dead = true));
  const talk = async (voice: number) => {
    for (let n = 0; !dead && n < 10_000; n++) {
      const clientId = randomUUID();
      const text = `${voice} says ${n}`;
      attempts.set(clientId, text);
      const sending = tab.ask('message', { roomId, clientId, text });
      const answer = await Promise.race([sending.catch(() => null), tabIsDead(tab)]);
      if (answer?.ok) acknowledged.set(clientId, answer.value as MessageView);
      if (acknowledged.size === 500) die();
    }
  };
  await Promise.all(Array.from({ length: 20 }, (_, voice) => talk(voice)));
  return { attempts, acknowledged };
}

const tabIsDead = (tab: Tab) =>
  new Promise<null>((resolve) => {
    if (tab.socket.disconnected) resolve(null);
    else tab.socket.once('disconnect', () => resolve(null));
  });

describe('A server that is killed', () => {
  test('loses nothing it acknowledged, three times over, and repeats come once', async () => {
    const environment = { DATA_DIR: temporaryFolder(), RATE_LIMITS: 'off' };
    let server = await startServer(environment);
    const anna = new Visitor(server.url);
    await anna.register('anna');
    await anna.post('/chat/', { room: 'hall' });
    const acknowledged = new Map<string, MessageView>();

    for (let round = 0; round < 3; round++) {
      const tab = await Tab.open(server.url, anna.cookieHeader);
      const { room } = await tab.join('hall');
      const talk = await talkUntilDeath(tab, room.id, () => server.kill('SIGKILL'));
      await server.ended;
      expect(talk.acknowledged.size).toBeGreaterThanOrEqual(500);
      expect(talk.attempts.size).toBeGreaterThan(talk.acknowledged.size);

      server = await startServer(environment);
      const back = await Tab.open(server.url, anna.cookieHeader);
      await back.join('hall');
      for (const [clientId, text] of talk.attempts) {
        const stored = await back.say(room.id, text, clientId);
        if (talk.acknowledged.has(clientId)) expect(stored).toEqual(talk.acknowledged.get(clientId));
        acknowledged.set(clientId, stored);
      }
      back.close();
    }

    const reader = await Tab.open(server.url, anna.cookieHeader);
    const { room } = await reader.join('hall');
    const stored: MessageView[] = [];
    for (let hasAfter = true; hasAfter;) {
      const page = await reader.must('history', { roomId: room.id, after: stored.length, limit: 100 });
      stored.push(...page.messages);
      hasAfter = page.hasAfter;
    }
    expect(stored.map((message) => message.seq)).toEqual(stored.map((_, index) => index + 1));
    expect(stored).toEqual([...acknowledged.values()].sort((a, b) => a.seq - b.seq));
    reader.close();
    await server.stop();
  });
});
