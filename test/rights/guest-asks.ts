/** What a guest can ask for and try on the way to what they may not know of: room 1 and the group, room 2, are theirs. */
import { randomUUID } from 'node:crypto';
import type { ClientEvent } from '../../src/shared/events.js';
import { pathsToPeople } from './guest-paths.js';

/** Ids and names that mean something on one of the two servers only. */
export const hidden = { room: 'Engine room', roomId: 0, person: 'nina', personId: 0, messageId: 0, seq: 1 };

/** What they can ask for without changing anything. */
export const pages = (): string[] => {
  const { room, roomId, person, personId, messageId } = hidden;
  const at = `/chat/${encodeURIComponent(room)}`;
  const api = `/api/rooms/${roomId}`;
  return [
    ...['/chat/', `/chat/?room=${encodeURIComponent(room)}`, `/chat/?room=@${person}`, '/chat/?after=1'],
    ...[at, `${at}/1`, `${at}/pins`, `${at}/files`, `${at}/settings`, `${at}/people`, `${at}/jump`],
    ...['/chat/Parlour', '/chat/Parlour/people', '/chat/Parlour/settings', `/chat/@${person}`],
    ...['/activity', '/saved', '/account', '/share?text=hello', `/people/${person}`, '/people/oleg'],
    ...['/search?q=hello', `/search?q=${person}`, `/search?q=engine`, `/search?q=from:${person}`],
    ...[`/search?q=in:"${encodeURIComponent(room)}"`, `/search?q=to:${person}`, '/search?q=mentions:me'],
    ...['/api/me', '/api/lobby', '/api/lobby/others', '/api/lobby/others?query=engine', '/api/direct'],
    ...['/api/rooms', '/api/rooms?query=engine', '/api/rooms?limit=1', '/api/emoji', '/api/settings'],
    ...[api, `${api}/members`, `${api}/online`, `${api}/messages`, `${api}/changes?after=0`],
    ...[`${api}/membership`, `${api}/pins`, `${api}/files`, `${api}/bans`],
    ...['/api/users', `/api/users?query=${person}`, `/api/users/${personId}`, `/api/users?role=admin`],
    ...pathsToPeople(hidden),
    ...['/api/me/activity', '/api/search?q=hello', `/api/search?q=from:${person}`, '/api/search?q=in:Safe'],
    ...[`/api/messages/${messageId}`, `/api/messages/${messageId}/replies`, '/api/me/away'],
    ...[
      `/api/messages/${messageId}/versions`,
      `/api/linked-message?address=${encodeURIComponent(room)}&seq=1`,
    ],
    ...['/api/audit', '/admin', '/metrics-of-nobody'],
    ...[
      '/people',
      `/people?query=${person}`,
      '/groups',
      `/groups?with=${person}`,
      '/sidebar',
      '/api/me/sidebar',
    ],
    ...['/api/people/changed?after=0', '/api/invitations', `${api}/invitations`, `${at}/invitations`],
    ...[
      `${at}/invite`,
      `${at}/1/report`,
      `${at}/1/keep`,
      `${at}/1/versions`,
      `${at}/thread/1`,
      `${at}/1/likes`,
    ],
    ...[
      `${api}/files/counts`,
      '/api/statistics',
      '/api/me/saved',
      '/api/me/drafts',
      '/api/files/1',
      '/admin/reports',
    ],
    ...[
      '/chat/~2',
      '/chat/~3',
      '/chat/~99',
      '/api/reports',
      '/api/peace',
      '/api/users/2',
      '/api/people/99',
      `/api/users/${personId}/messages`,
    ],
  ];
};

/** What they can try. */
export const tries = (): [method: string, path: string, body: object][] => {
  const { room, roomId, person, personId, messageId } = hidden;
  return [
    ['POST', '/api/rooms', { name: room }],
    ['POST', '/api/rooms', { name: 'Never made' }],
    ['POST', '/api/direct', { to: person }],
    ['POST', '/api/direct/messages', { to: person, text: 'psst', clientId: randomUUID() }],
    ['POST', `/api/rooms/${roomId}/messages`, { text: 'psst', clientId: randomUUID() }],
    ['POST', `/api/rooms/${roomId}/members`, { userId: personId }],
    ['PUT', `/api/rooms/${roomId}/read`, { seq: 1 }],
    ['PUT', `/api/rooms/${roomId}/draft`, { text: 'psst' }],
    ['PATCH', `/api/rooms/${roomId}`, { topic: 'mine' }],
    ['PATCH', `/api/rooms/${roomId}/membership`, { level: 'all' }],
    ['DELETE', `/api/rooms/${roomId}`, {}],
    ['PUT', `/api/people/${personId}/ignored`, {}],
    ['DELETE', `/api/people/${personId}/ignored`, {}],
    ['DELETE', `/api/messages/${messageId}`, {}],
    ['PATCH', `/api/messages/${messageId}`, { text: 'mine' }],
    ['POST', `/api/messages/${messageId}/reports`, { reason: 'rude' }],
    ['POST', '/api/groups', { people: [1, personId] }],
    ['PATCH', '/api/rooms/2', { name: room }],
    ['POST', '/api/rooms/1/members', { userId: personId }],
    ['POST', '/api/rooms/2/members', { userIds: [personId] }],
    ['POST', '/api/rooms/1/members', { userIds: [1, personId] }],
    ['PUT', `/api/rooms/1/keepers/${personId}`, {}],
    ['DELETE', `/api/rooms/1/members/${personId}`, {}],
    ['PUT', `/api/rooms/1/bans/${personId}`, {}],
    ['POST', '/api/invitations', { roomIds: [roomId] }],
    ['POST', `/api/rooms/${roomId}/invitations`, {}],
    ['DELETE', '/api/invitations/1', {}],
    ['PUT', `/api/me/saved/${messageId}`, {}],
    ['PUT', `/api/messages/${messageId}/follow`, {}],
    ['PUT', `/api/messages/${messageId}/pin`, {}],
    ['PUT', `/api/messages/${messageId}/reactions/%F0%9F%91%8D`, {}],
    ['PATCH', `/api/me/sidebar/rooms/${roomId}`, { favourite: true }],
    ['POST', '/api/preview', { text: `@${person} #${room} /chat/${encodeURIComponent(room)}/1` }],
    ['POST', `/api/rooms/${roomId}/files`, { name: 'a.txt', size: 1 }],
  ];
};

export const forms = (): [path: string, fields: Record<string, string>][] => [
  ['/chat/', { room: hidden.room }],
  ['/chat/', { room: `@${hidden.person}` }],
  [`/chat/${encodeURIComponent(hidden.room)}/messages`, { text: 'psst', clientId: randomUUID() }],
  [`/people/${hidden.person}/ignored`, { ignored: 'yes' }],
  ['/share', { text: 'psst', room: String(hidden.roomId), clientId: randomUUID() }],
  ['/share', { text: 'psst', find: 'yes', query: 'engine' }],
  ['/groups', { people: `boris, ${hidden.person}` }],
  ['/chat/Parlour/invite', { names: hidden.person }],
  ['/chat/Parlour/keep', { user: String(hidden.personId), does: 'remove' }],
  [`/sidebar/rooms/${hidden.roomId}`, { section: 'favourites' }],
];

export const events = (): [event: ClientEvent, payload: object][] => {
  const { room, roomId, person, personId, messageId, seq } = hidden;
  const clientId = randomUUID();
  return [
    ['join', { room }],
    ['join', { room, look: true }],
    ['join', { room: `@${person}` }],
    ['join', { room: '~2' }],
    ['history', { roomId }],
    ['message', { roomId, clientId, text: 'psst' }],
    ['message', { roomId: 1, clientId, text: `/pm ${person} psst` }],
    ['private_message', { to: person, clientId, text: 'psst' }],
    ['who_is_here', { userIds: [personId] }],
    ['attention', { roomId }],
    ['typing', { roomId }],
    ['read', { roomId, seq }],
    ['react', { messageId, emoji: '👍', on: true }],
    ['pin', { messageId, on: true }],
    ['thread', { messageId }],
    ['follow_thread', { messageId, on: true }],
    ['own_threads', { messageIds: [messageId] }],
    ['edit', { messageId, text: 'mine' }],
    ['delete', { messageId }],
    ['hide_preview', { messageId }],
    ['leave', { roomId }],
    ['message', { roomId: 2, clientId: randomUUID(), text: `what does @${person} say?` }],
  ];
};
