/** What the API has of the person who asks: everybody has their own. */
import { defaultPassword } from '../support/visitor.js';
import type { Rule } from './rule.js';

/** Of everybody who asks for them, nobody has these. */
const nobody = 987_654;
const anyone = { anonymous: 401, signedIn: 200 };
const noMail = { bot: 403, anonymous: 401, signedIn: 404 };

export const ownRules: Record<string, Rule> = {
  'get /api/me/contact': { path: () => '/api/me/contact', anonymous: 401, signedIn: 200 },
  'put /api/me/contact': {
    path: () => '/api/me/contact',
    body: { writableBy: 'everybody' },
    ...{ anonymous: 401, signedIn: 200 },
  },
  'get /api/search': { path: () => '/api/search?q=secret', ...anyone },
  'get /api/me': { path: () => '/api/me', ...anyone },
  'patch /api/me': { path: () => '/api/me', body: { pronouns: 'they' }, ...anyone },
  'get /api/me/profile': { path: () => '/api/me/profile', ...anyone },
  'get /people/:id/picture/:name': {
    path: () => '/people/987654/picture/ab12-96.webp',
    anonymous: 303,
    signedIn: 404,
  },
  'delete /api/users/:id/picture': {
    path: () => '/api/users/987654/picture',
    ...{ anonymous: 401, signedIn: 403, admin: 404, moderator: 404 },
  },
  // Without a picture there is none.
  'post /api/me/picture': { path: () => '/api/me/picture', anonymous: 401, signedIn: 422 },
  'delete /api/me/picture': { path: () => '/api/me/picture', anonymous: 401, signedIn: 204 },
  'put /api/me/username': {
    path: () => '/api/me/username',
    body: { username: 'another', currentPassword: 'wrong' },
    anonymous: 401,
    signedIn: 403,
  },
  'put /api/me/status': { path: () => '/api/me/status', body: { text: 'Sowing' }, ...anyone },
  'delete /api/me/status': { path: () => '/api/me/status', anonymous: 401, signedIn: 204 },
  'get /api/me/away': { path: () => '/api/me/away', ...anyone },
  'delete /api/me/away': { path: () => '/api/me/away', anonymous: 401, signedIn: 204 },
  'get /api/me/drafts': { path: () => '/api/me/drafts', ...anyone },
  'get /api/me/activity': { path: () => '/api/me/activity', ...anyone },
  'post /api/me/activity/read': { path: () => '/api/me/activity/read', body: { all: true }, ...anyone },
  'get /api/me/notices': { path: () => '/api/me/notices', ...anyone },
  'patch /api/me/notices': { path: () => '/api/me/notices', body: { quiet: false }, ...anyone },
  'get /api/me/sidebar': { path: () => '/api/me/sidebar', ...anyone },
  'patch /api/me/sidebar': { path: () => '/api/me/sidebar', body: { order: 'name' }, ...anyone },
  'put /api/me/read': { path: () => '/api/me/read', ...anyone },
  'delete /api/me/read': { path: () => '/api/me/read', ...anyone },
  'post /api/me/sections': {
    path: () => '/api/me/sections',
    body: { name: 'Garden' },
    anonymous: 401,
    signedIn: 201,
  },
  'patch /api/me/sections/:id': {
    path: () => `/api/me/sections/${nobody}`,
    body: { name: 'Garden' },
    anonymous: 401,
    signedIn: 404,
  },
  'delete /api/me/sections/:id': { path: () => `/api/me/sections/${nobody}`, anonymous: 401, signedIn: 404 },
  // That it takes two others, and of whom it may be, is in test/rooms/groups.test.ts.
  'post /api/groups': {
    path: () => '/api/groups',
    body: { people: [] },
    ...{ anonymous: 401, signedIn: 422, guest: 403 },
  },
  'put /api/me/sidebar/rooms/:id': {
    path: ({ roomId }) => `/api/me/sidebar/rooms/${String(roomId)}`,
    body: { section: 'favourites', after: null },
    ...{ anonymous: 401, signedIn: 404, member: 200, public: 404 },
  },
  'get /api/me/ignored': { path: () => '/api/me/ignored', ...anyone },
  'put /api/people/:id/ignored': {
    path: () => `/api/people/${nobody}/ignored`,
    anonymous: 401,
    signedIn: 404,
  },
  'delete /api/people/:id/ignored': {
    path: () => `/api/people/${nobody}/ignored`,
    anonymous: 401,
    signedIn: 404,
  },
  // Here no mail is sent; who may do what where it is, and that no token may, is in mail-addresses.test.ts.
  'get /api/me/mail': { path: () => '/api/me/mail', ...noMail },
  'put /api/me/mail': {
    path: () => '/api/me/mail',
    body: { address: 'nina@example.org', currentPassword: defaultPassword },
    ...noMail,
  },
  'patch /api/me/mail': { path: () => '/api/me/mail', body: { mails: false }, ...noMail },
  'delete /api/me/mail': { path: () => '/api/me/mail', ...noMail },
  'get /api/me/devices': { path: () => '/api/me/devices', ...anyone, bot: 403 },
  'post /api/me/devices': {
    path: () => '/api/me/devices',
    bot: 403,
    body: {
      endpoint: 'https://push.example.org/send/1',
      keys: {
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        auth: 'BTBZMqHH6r4Tts7J_aSIgg',
      },
    },
    anonymous: 401,
    signedIn: 201,
  },
  'delete /api/me/devices/:id': {
    path: () => `/api/me/devices/${nobody}`,
    anonymous: 401,
    signedIn: 404,
    bot: 403,
  },
  'post /api/me/devices/:id/test': {
    path: () => `/api/me/devices/${nobody}/test`,
    bot: 403,
    anonymous: 401,
    signedIn: 404,
  },
};
