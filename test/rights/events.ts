/** Who may send which event: read by events.test.ts. */
import { randomUUID } from 'node:crypto';
import type { ClientEvent } from '../../src/shared/events.js';
import type { Person, Place, Target } from '../support/cast.js';
import type { Tab } from '../support/socket.js';

type Outcome = 'ok' | 'forbidden' | 'not_found' | 'invalid';
export interface EventRule {
  payload(place: Place): unknown;
  /** What is asked before, on the same connection. */
  before?(tab: Tab, place: Place): Promise<unknown>;
  /** To whom the private room is open: its member. To everybody else it is not there. */
  member: Outcome;
  /** Where it is another one than the member's. */
  keeper?: Outcome;
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
/** Of no room that could be closed to anybody. */
const ofEverybody = {
  member: 'ok',
  outsiderOfPrivate: 'ok',
  outsiderOfPublic: 'ok',
  missing: 'ok',
  malformed: 'ok',
} as const;
const ofMembers = { ...ofReaders, outsiderOfPublic: 'forbidden' } as const;

/** In this order: what makes a member comes after what a stranger is refused, what deletes comes last. */
export const eventRules: Record<ClientEvent, EventRule> = {
  message: {
    payload: ({ roomId }) => ({ roomId, clientId: randomUUID(), text: 'hello' }),
    ...ofMembers,
  },
  history: {
    payload: ({ roomId }) => ({ roomId }),
    ...ofReaders,
  },
  dates: {
    payload: ({ roomId }) => ({ roomId, of: [1], since: ['2024-03-01T00:00:00Z'] }),
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
  // The member is neither an administrator nor a keeper of the room.
  pin: {
    payload: ({ messageId }) => ({ messageId, on: true }),
    ...ofMembers,
    member: 'forbidden',
    keeper: 'ok',
  },
  own_reactions: {
    payload: ({ messageId }) => ({ reactions: [{ messageId, emoji: '👍' }] }),
    ...ofEverybody,
    malformed: 'invalid',
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
    ...ofEverybody,
    malformed: 'invalid',
  },
  // Of people and not of rooms: whoever is signed in may know who is here.
  who_is_here: {
    payload: () => ({ userIds: [1] }),
    ...ofEverybody,
  },
  // Of one's own: an id that is somebody else's is passed over.
  read_activity: {
    payload: () => ({ ids: [1] }),
    ...ofEverybody,
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
    keeper: 'forbidden',
  },
  leave: {
    payload: ({ roomId }) => ({ roomId }),
    ...ofEverybody,
    malformed: 'invalid',
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
  hide_preview: {
    payload: ({ messageId }) => ({ messageId }),
    ...{
      member: 'ok',
      keeper: 'forbidden',
      outsiderOfPrivate: 'not_found',
      outsiderOfPublic: 'forbidden',
      missing: 'not_found',
      malformed: 'invalid',
    },
    adminInPublic: 'ok',
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

export function expectedOf(rule: EventRule, person: Person, target: Target): Outcome {
  if (target === 'missing' || target === 'malformed') return rule[target];
  if (person === 'keeper') return rule.keeper ?? rule.member;
  if (person === 'member') return rule.member;
  // To a guest a public room is as a private one.
  if (target === 'private' || person === 'guest') return rule.outsiderOfPrivate;
  return person === 'admin' || person === 'moderator'
    ? (rule.adminInPublic ?? rule.outsiderOfPublic)
    : rule.outsiderOfPublic;
}
