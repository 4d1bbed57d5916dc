/** Who may do what: every event × who asks × whose room it is. One that is not listed here fails. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ClientEvent, clientEvents } from '../../src/shared/events.js';
import { type Cast, gatherCast } from '../support/cast.js';
import { callerFor } from '../support/operations/caller.js';
import { Tab } from '../support/socket.js';
import { eventRules, expectedOf } from './events.js';

let cast: Cast;

beforeAll(async () => {
  cast = await gatherCast();
});

afterAll(() => cast.app.close());

describe('Events', () => {
  test('are all listed', () => {
    expect(Object.keys(eventRules).sort()).toEqual(Object.keys(clientEvents).sort());
  });

  test.each(['anonymous', 'banned'] as const)('are out of reach for the %s', async (person) => {
    const refusal = await Tab.open(cast.app.url, cast.visitors[person].cookieHeader).catch(
      (error: unknown) => error,
    );
    expect((refusal as { data?: unknown }).data).toEqual({ code: 'unauthenticated' });
  });

  test.each(['nonsense', 'error', 'constructor', '__proto__', 'toString'])(
    'that do not exist are refused, even %s, and harm nobody',
    async (event) => {
      const tab = await Tab.open(cast.app.url, cast.visitors.member.cookieHeader);
      const answer = await tab.ask(event as ClientEvent, {});
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
      tab.socket.emit(event as 'typing', {} as never, undefined as never);
      const roomId = cast.places.public.roomId as number;
      expect(await tab.ask('history', { roomId })).toMatchObject({ ok: true });
      tab.close();
    },
  );

  test.each(Object.entries(eventRules))('%s', async (event, rule) => {
    const outcomes: unknown[] = [];
    const wanted: unknown[] = [];
    for (const person of [
      'stranger',
      'removed',
      'guest',
      'bot',
      'moderator',
      'admin',
      'member',
      'keeper',
    ] as const) {
      const token = person === 'bot' ? { token: cast.botToken } : {};
      const tab = await Tab.open(cast.app.url, cast.visitors[person].cookieHeader, token);
      for (const target of ['private', 'public', 'missing', 'malformed'] as const) {
        await rule.before?.(tab, cast.places[target]);
        const answer = await tab.ask(event as ClientEvent, rule.payload(cast.places[target]) as never);
        outcomes.push([person, target, answer.ok ? 'ok' : answer.error.code]);
        wanted.push([person, target, expectedOf(rule, person, target)]);
        // The member proves that there is something to keep from the others.
        if (target === 'private' && (!isMember(person) || event === 'history' || event === 'thread'))
          expect([person, JSON.stringify(answer).includes('secret')]).toEqual([person, isMember(person)]);
      }
      tab.close();
    }
    expect(outcomes).toEqual(wanted);
  });

  test('need what they declare of an API token', async () => {
    const [member] = await cast.app.database.query<{ id: string }>(
      "select id from users where username = 'member'",
    );
    const reader = await callerFor(
      cast.app,
      { id: Number(member!.id), username: 'member', role: 'member' },
      'read',
    );
    const tab = await Tab.open(cast.app.url, '', { token: reader.token });
    const outcomes: unknown[] = [];
    for (const [event, rule] of Object.entries(eventRules)) {
      const answer = await tab.ask(event as ClientEvent, rule.payload(cast.places.private) as never);
      outcomes.push([event, !answer.ok && answer.error.code === 'forbidden' ? 'write' : 'read']);
    }
    tab.close();
    expect(outcomes).toEqual(
      Object.keys(eventRules).map((event) => [event, clientEvents[event as ClientEvent].scope]),
    );
  });
});

const isMember = (person: string) => person === 'member' || person === 'keeper';
