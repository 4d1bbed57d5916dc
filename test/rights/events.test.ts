/** Who may do what: every event × who asks × whose room it is. One that is not listed here fails. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type ClientEvent, clientEvents } from '../../src/shared/events.js';
import { type Cast, gatherCast, type Person, type Place, type Target } from '../support/cast.js';
import { callerFor } from '../support/operations/caller.js';
import { Tab } from '../support/socket.js';

let cast: Cast;

beforeAll(async () => {
  cast = await gatherCast();
});

afterAll(() => cast.app.close());

describe('Events', () => {
  type Outcome = 'ok' | 'forbidden' | 'not_found' | 'invalid';
  interface Rule {
    payload(place: Place): unknown;
    /** What is asked before, on the same connection. */
    before?(tab: Tab, place: Place): Promise<unknown>;
    /** To whom the private room is open: its member. To everybody else it is not there. */
    member: Outcome;
    outsiderOfPrivate: Outcome;
    /** A signed-in person who has not joined the public room, and an administrator who has not. */
    outsiderOfPublic: Outcome;
    adminInPublic?: Outcome;
    missing: Outcome;
    malformed: Outcome;
  }

  const ofReaders = {
    member: 'ok',
    outsiderOfPrivate: 'not_found',
    outsiderOfPublic: 'ok',
    missing: 'not_found',
    malformed: 'invalid',
  } as const;
  const ofMembers = { ...ofReaders, outsiderOfPublic: 'forbidden' } as const;

  /** In this order: what makes a member comes after what a stranger is refused, what deletes comes last. */
  const rules: Record<ClientEvent, Rule> = {
    message: {
      payload: ({ roomId }) => ({ roomId, clientId: randomUUID(), text: 'hello' }),
      ...ofMembers,
    },
    history: {
      payload: ({ roomId }) => ({ roomId }),
      ...ofReaders,
    },
    read: {
      payload: ({ roomId }) => ({ roomId, seq: 1 }),
      ...{
        member: 'ok',
        outsiderOfPrivate: 'not_found',
        outsiderOfPublic: 'not_found',
        missing: 'not_found',
        malformed: 'invalid',
      },
    },
    react: {
      payload: ({ messageId }) => ({ messageId, emoji: '👍', on: true }),
      ...ofMembers,
    },
    own_reactions: {
      payload: ({ messageId }) => ({ reactions: [{ messageId, emoji: '👍' }] }),
      ...{
        member: 'ok',
        outsiderOfPrivate: 'ok',
        outsiderOfPublic: 'ok',
        missing: 'ok',
        malformed: 'invalid',
      },
    },
    thread: {
      payload: ({ messageId }) => ({ messageId }),
      ...ofReaders,
    },
    follow_thread: {
      payload: ({ messageId }) => ({ messageId, on: true }),
      ...ofMembers,
    },
    read_thread: {
      payload: ({ messageId }) => ({ messageId, seq: 1 }),
      ...ofReaders,
    },
    own_threads: {
      payload: ({ messageId }) => ({ messageIds: [messageId] }),
      ...{
        member: 'ok',
        outsiderOfPrivate: 'ok',
        outsiderOfPublic: 'ok',
        missing: 'ok',
        malformed: 'invalid',
      },
    },
    // Of people and not of rooms: whoever is signed in may know who is here.
    who_is_here: {
      payload: () => ({ userIds: [1] }),
      ...{
        member: 'ok',
        outsiderOfPrivate: 'ok',
        outsiderOfPublic: 'ok',
        missing: 'ok',
        malformed: 'ok',
      },
    },
    // Of one's own: an id that is somebody else's is passed over.
    read_activity: {
      payload: () => ({ ids: [1] }),
      ...{
        member: 'ok',
        outsiderOfPrivate: 'ok',
        outsiderOfPublic: 'ok',
        missing: 'ok',
        malformed: 'ok',
      },
    },
    attention: {
      payload: ({ roomId }) => ({ roomId }),
      ...{
        member: 'ok',
        outsiderOfPrivate: 'not_found',
        outsiderOfPublic: 'ok',
        missing: 'not_found',
        malformed: 'invalid',
      },
    },
    edit: {
      payload: ({ messageId }) => ({ messageId, text: 'the secret, again' }),
      ...ofMembers,
    },
    leave: {
      payload: ({ roomId }) => ({ roomId }),
      ...{
        member: 'ok',
        outsiderOfPrivate: 'ok',
        outsiderOfPublic: 'ok',
        missing: 'ok',
        malformed: 'invalid',
      },
    },
    private_message: {
      payload: ({ address }) => ({
        to: address === 'no such room' ? 'nobody' : address,
        clientId: randomUUID(),
        text: 'psst',
      }),
      ...{
        member: 'invalid',
        outsiderOfPrivate: 'invalid',
        outsiderOfPublic: 'invalid',
        missing: 'not_found',
        malformed: 'invalid',
      },
    },
    join: {
      payload: ({ address }) => ({ room: address }),
      ...{
        member: 'ok',
        outsiderOfPrivate: 'not_found',
        outsiderOfPublic: 'ok',
        missing: 'not_found',
        malformed: 'invalid',
      },
    },
    typing: {
      payload: ({ roomId }) => ({ roomId }),
      before: (tab, { address }) => tab.ask('join', { room: address as string }),
      ...{
        member: 'ok',
        outsiderOfPrivate: 'forbidden',
        outsiderOfPublic: 'ok',
        missing: 'forbidden',
        malformed: 'invalid',
      },
    },
    delete: {
      payload: ({ messageId }) => ({ messageId }),
      ...{
        member: 'ok',
        outsiderOfPrivate: 'not_found',
        outsiderOfPublic: 'forbidden',
        missing: 'not_found',
        malformed: 'invalid',
      },
      adminInPublic: 'ok',
    },
  };

  const expected = (rule: Rule, person: Person, target: Target): Outcome => {
    if (target === 'missing' || target === 'malformed') return rule[target];
    if (person === 'member') return rule.member;
    if (target === 'private') return rule.outsiderOfPrivate;
    return person === 'admin' ? (rule.adminInPublic ?? rule.outsiderOfPublic) : rule.outsiderOfPublic;
  };

  test('are all listed', () => {
    expect(Object.keys(rules).sort()).toEqual(Object.keys(clientEvents).sort());
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

  test.each(Object.entries(rules))('%s', async (event, rule) => {
    const outcomes: unknown[] = [];
    const wanted: unknown[] = [];
    for (const person of ['stranger', 'removed', 'admin', 'member'] as const) {
      const tab = await Tab.open(cast.app.url, cast.visitors[person].cookieHeader);
      for (const target of ['private', 'public', 'missing', 'malformed'] as const) {
        await rule.before?.(tab, cast.places[target]);
        const answer = await tab.ask(event as ClientEvent, rule.payload(cast.places[target]) as never);
        outcomes.push([person, target, answer.ok ? 'ok' : answer.error.code]);
        wanted.push([person, target, expected(rule, person, target)]);
        // The member proves that there is something to keep from the others.
        if (target === 'private' && (person !== 'member' || event === 'history' || event === 'thread'))
          expect([person, JSON.stringify(answer).includes('secret')]).toEqual([person, person === 'member']);
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
    for (const [event, rule] of Object.entries(rules)) {
      const answer = await tab.ask(event as ClientEvent, rule.payload(cast.places.private) as never);
      outcomes.push([event, !answer.ok && answer.error.code === 'forbidden' ? 'write' : 'read']);
    }
    tab.close();
    expect(outcomes).toEqual(
      Object.keys(rules).map((event) => [event, clientEvents[event as ClientEvent].scope]),
    );
  });
});
