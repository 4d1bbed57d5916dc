/** Who may carry out which operation of the API: read by authorization-routes.test.ts. */
import { randomUUID } from 'node:crypto';
import type { Place } from '../support/cast.js';
import { keepersRules } from './keepers.js';
import { messageRules } from './messages.js';
import { ownRules } from './own.js';
import { peaceRules } from './peace.js';
import { reading, type Rule } from './rule.js';

const room = ({ roomId }: Place) => `/api/rooms/${encodeURIComponent(String(roomId))}`;
/** Of everybody who asks for them, nobody has these. */
const nobody = 987_654;

const somebody = () => `/api/users/${nobody}`;

/** Whoever is signed in. */
const anyone = { anonymous: 401, signedIn: 200 };
const administrators = { anonymous: 401, signedIn: 403 };

/** Each time another one: a repeat would be answered with what was stored the first time. */
const message = () => ({ text: 'hello', clientId: randomUUID() });

export const apiRules: Record<string, Rule> = {
  ...ownRules,
  ...peaceRules,
  'get /api/openapi.json': { path: () => '/api/openapi.json', anonymous: 200, signedIn: 200 },
  'get /api/asyncapi.json': { path: () => '/api/asyncapi.json', anonymous: 200, signedIn: 200 },
  'get /api/docs/socket': { path: () => '/api/docs/socket', anonymous: 200, signedIn: 200 },
  'get /api/docs': { path: () => '/api/docs', anonymous: 200, signedIn: 200 },
  'get /api/settings': { path: () => '/api/settings', ...administrators, admin: 200 },
  'patch /api/settings': {
    path: () => '/api/settings',
    body: { push_hides_text: false },
    ...administrators,
    admin: 200,
  },
  'get /api/statistics': { path: () => '/api/statistics', ...administrators, admin: 200 },
  'post /api/settings/logo': { path: () => '/api/settings/logo', ...administrators, admin: 422 },
  'delete /api/settings/logo': { path: () => '/api/settings/logo', ...administrators, admin: 204 },
  'get /logo/:name': { path: () => '/logo/nothing-64.png', anonymous: 404, signedIn: 404 },
  'get /api/emoji': { path: () => '/api/emoji', ...anyone },
  // Without a picture nobody adds one.
  'post /api/emoji': { path: () => '/api/emoji?name=our_parrot', ...administrators, admin: 422 },
  'delete /api/emoji/:id': { path: () => `/api/emoji/${nobody}`, ...administrators, admin: 404 },
  'get /emoji/:id/:name': { path: () => `/emoji/${nobody}/parrot.webp`, anonymous: 303, signedIn: 404 },
  'post /api/preview': { path: () => '/api/preview', body: { text: '**hello**' }, ...anyone },
  'get /api/tokens': { path: () => '/api/tokens', ...anyone },
  'post /api/tokens': {
    path: () => '/api/tokens',
    body: { name: 'mine', scope: 'admin', currentPassword: 'correct horse battery' },
    anonymous: 401,
    signedIn: 403,
    admin: 201,
  },
  'delete /api/tokens/:id': { path: () => `/api/tokens/${nobody}`, anonymous: 401, signedIn: 404 },
  'get /api/lobby': { path: () => '/api/lobby', ...anyone },
  'get /api/lobby/others': { path: () => '/api/lobby/others', ...anyone },
  'get /api/direct': { path: () => '/api/direct', ...anyone },
  'post /api/direct': { path: () => '/api/direct', body: { to: 'victim' }, ...anyone, guest: 404 },
  'post /api/direct/messages': {
    path: () => '/api/direct/messages',
    body: () => ({ to: 'victim', ...message() }),
    guest: 404,
    anonymous: 401,
    signedIn: 201,
  },
  'get /api/messages': { path: () => '/api/messages', ...administrators, admin: 200 },
  'get /api/people': { path: () => '/api/people?query=a', ...anyone },
  'get /api/people/changed': { path: () => '/api/people/changed?after=0', ...anyone },
  'get /api/people/renamed': { path: () => '/api/people/renamed', ...anyone },
  'get /api/people/named/:username': {
    path: () => '/api/people/named/nobody-at-all',
    anonymous: 401,
    signedIn: 404,
  },
  'get /api/people/:id': { path: () => `/api/people/${nobody}`, anonymous: 401, signedIn: 404 },
  'get /api/users': { path: () => '/api/users', ...anyone },
  'post /api/users': {
    path: () => '/api/users',
    body: { username: 'victim', password: 'correct horse battery' },
    ...administrators,
    admin: 409,
  },
  'get /api/users/:id': { path: somebody, ...administrators, admin: 404 },
  'patch /api/users/:id': { path: somebody, body: { role: 'admin' }, ...administrators, admin: 404 },
  'post /api/users/:id/password-reset': {
    path: () => `${somebody()}/password-reset`,
    ...administrators,
    admin: 404,
  },
  'get /api/users/:id/password-reset': {
    path: () => `${somebody()}/password-reset`,
    ...administrators,
    admin: 404,
  },
  'delete /api/users/:id/password-reset': {
    path: () => `${somebody()}/password-reset`,
    ...administrators,
    admin: 404,
  },
  'get /api/users/:id/tokens': { path: () => `${somebody()}/tokens`, ...administrators, admin: 404 },
  'post /api/users/:id/tokens': {
    path: () => `${somebody()}/tokens`,
    body: { name: 'weather', scope: 'write' },
    ...administrators,
    admin: 404,
  },
  'delete /api/users/:id/tokens/:tokenId': {
    path: () => `${somebody()}/tokens/1`,
    ...administrators,
    admin: 404,
  },
  'get /api/registration': { path: () => '/api/registration', ...administrators, admin: 200 },
  'post /api/registration/link': { path: () => '/api/registration/link', ...administrators, admin: 201 },
  'delete /api/users/:id': { path: () => `${somebody()}?messages=keep`, ...administrators, admin: 404 },
  'delete /api/me': {
    path: () => '/api/me',
    body: { messages: 'keep', currentPassword: 'not the password' },
    anonymous: 401,
    signedIn: 403,
  },
  'delete /api/users/:id/sessions': { path: () => `${somebody()}/sessions`, ...administrators, admin: 404 },
  'delete /api/users/:id/messages': { path: () => `${somebody()}/messages`, ...administrators, admin: 404 },
  'get /api/address-bans': { path: () => '/api/address-bans', ...administrators, admin: 200 },
  'post /api/address-bans': {
    path: () => '/api/address-bans',
    body: { network: '198.51.100.0/24', reason: 'spam' },
    ...administrators,
    admin: 201,
  },
  'delete /api/address-bans/:id': {
    path: () => `/api/address-bans/${nobody}`,
    ...administrators,
    admin: 404,
  },
  'get /api/audit': { path: () => '/api/audit', ...administrators, admin: 200 },
  'get /api/rooms': { path: () => '/api/rooms', ...anyone },
  'post /api/rooms': {
    path: () => '/api/rooms',
    body: { name: 'Vault', access: 'admins' },
    anonymous: 401,
    signedIn: 403,
    admin: 201,
  },
  'get /api/rooms/:id': { path: room, ...reading },
  'patch /api/rooms/:id': {
    path: room,
    body: { posting: 'everyone' },
    anonymous: 401,
    signedIn: 404,
    member: 403,
    keeper: 200,
    public: 403,
    admin: 200,
  },
  // It is not empty.
  'delete /api/rooms/:id': {
    path: room,
    anonymous: 401,
    signedIn: 404,
    public: 403,
    member: 403,
    keeper: 409,
  },
  ...keepersRules,
  'get /api/rooms/:id/membership': {
    path: (place) => `${room(place)}/membership`,
    ...{ anonymous: 401, signedIn: 404, member: 200, public: 404 },
  },
  'patch /api/rooms/:id/membership': {
    path: (place) => `${room(place)}/membership`,
    body: { level: 'mentions' },
    ...{ anonymous: 401, signedIn: 404, member: 200, public: 404 },
  },
  'put /api/rooms/:id/draft': {
    path: (place) => `${room(place)}/draft`,
    body: { text: 'half a thought' },
    ...{ anonymous: 401, signedIn: 404, member: 200, public: 200 },
  },
  'delete /api/rooms/:id/draft': {
    path: (place) => `${room(place)}/draft`,
    ...{ anonymous: 401, signedIn: 404, member: 204, public: 204 },
  },
  'get /api/rooms/:id/mentionable': { path: (place) => `${room(place)}/mentionable?query=a`, ...reading },
  'get /api/rooms/:id/heirs': { path: (place) => `${room(place)}/heirs?query=a`, ...reading },
  'get /api/rooms/:id/members': { path: (place) => `${room(place)}/members`, ...reading },
  'get /api/rooms/:id/online': { path: (place) => `${room(place)}/online`, ...reading },
  'get /api/rooms/:id/changes': { path: (place) => `${room(place)}/changes?after=0`, ...reading },
  'get /api/rooms/:id/messages': { path: (place) => `${room(place)}/messages`, ...reading },
  'post /api/rooms/:id/members': {
    path: (place) => `${room(place)}/members`,
    body: { userId: nobody },
    anonymous: 401,
    signedIn: 404,
    public: 403,
    member: 404,
    memberPublic: 403,
    keeper: 404,
    admin: 404,
  },
  'delete /api/rooms/:id/members/:userId': {
    path: (place) => `${room(place)}/members/${nobody}`,
    anonymous: 401,
    signedIn: 404,
    public: 403,
    member: 403,
    keeper: 204,
    admin: 204,
  },
  'post /api/rooms/:id/messages': {
    path: (place) => `${room(place)}/messages`,
    body: message,
    anonymous: 401,
    signedIn: 404,
    public: 403,
    member: 201,
  },
  'put /api/rooms/:id/read': {
    path: (place) => `${room(place)}/read`,
    body: { seq: 1 },
    anonymous: 401,
    signedIn: 404,
    member: 200,
    public: 404,
  },
  // There is no message so far on.
  'get /api/linked-message': {
    path: ({ address }) => `/api/linked-message?seq=987654&address=${encodeURIComponent(String(address))}`,
    anonymous: 401,
    signedIn: 404,
  },
  // At the end, as the member deletes the messages.
  ...messageRules,
};
