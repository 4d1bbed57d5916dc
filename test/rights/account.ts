/** The pages of one's account: everybody has their own. */
import { defaultPassword } from '../support/visitor.js';
import type { Rule } from './rule.js';

export const accountRules: Record<string, Rule> = {
  'get /account': { path: () => '/account', anonymous: 303, signedIn: 200 },
  'get /account/you': { path: () => '/account/you', anonymous: 303, signedIn: 200 },
  'post /account/you': {
    path: () => '/account/you',
    fields: { displayName: '', pronouns: 'they' },
    anonymous: 401,
    signedIn: 303,
  },
  'post /account/you/status': {
    path: () => '/account/you/status',
    fields: { text: 'Sowing' },
    anonymous: 401,
    signedIn: 303,
  },
  'get /account/erase': { path: () => '/account/erase', anonymous: 303, signedIn: 200 },
  // Without their password nobody is erased.
  'post /account/erase': {
    path: () => '/account/erase',
    fields: { messages: 'keep', currentPassword: 'not the password' },
    anonymous: 401,
    signedIn: 403,
  },
  'post /account/you/username': {
    path: () => '/account/you/username',
    fields: { username: 'another', currentPassword: 'wrong' },
    anonymous: 401,
    signedIn: 403,
  },
  'post /account/you/picture': { path: () => '/account/you/picture', anonymous: 401, signedIn: 422 },
  'post /account/you/picture/remove': {
    path: () => '/account/you/picture/remove',
    anonymous: 401,
    signedIn: 303,
  },
  'get /account/tokens': { path: () => '/account/tokens', anonymous: 303, signedIn: 200 },
  'post /account/tokens': {
    path: () => '/account/tokens',
    fields: { name: 'mine', scope: 'read', expiresInDays: '7', currentPassword: defaultPassword },
    anonymous: 401,
    signedIn: 201,
  },
  'post /account/tokens/revoke': {
    path: () => '/account/tokens/revoke',
    fields: { token: '987654' },
    anonymous: 401,
    signedIn: 404,
  },
  'get /account/mail': { path: () => '/account/mail', anonymous: 303, signedIn: 404 },
  'post /account/mail': {
    path: () => '/account/mail',
    fields: { address: 'nina@example.org', currentPassword: defaultPassword },
    anonymous: 401,
    signedIn: 404,
  },
  'post /account/mail/again': { path: () => '/account/mail/again', anonymous: 401, signedIn: 404 },
  'post /account/mail/choice': { path: () => '/account/mail/choice', anonymous: 401, signedIn: 404 },
  'post /account/mail/remove': { path: () => '/account/mail/remove', anonymous: 401, signedIn: 404 },
  'get /account/devices': { path: () => '/account/devices', anonymous: 303, signedIn: 200 },
  'post /account/devices/remove': {
    path: () => '/account/devices/remove',
    fields: { device: '987654' },
    anonymous: 401,
    signedIn: 404,
  },
  'post /account/devices/test': {
    path: () => '/account/devices/test',
    fields: { device: '987654' },
    anonymous: 401,
    signedIn: 404,
  },
  'post /account/password': {
    path: () => '/account/password',
    fields: { present: 'wrong', password: defaultPassword },
    anonymous: 401,
    signedIn: 422,
  },
  'post /account/rooms': {
    path: () => '/account/rooms',
    fields: { opensAt: 'end' },
    anonymous: 401,
    signedIn: 303,
  },
  'post /account/sessions/end-others': {
    path: () => '/account/sessions/end-others',
    anonymous: 401,
    signedIn: 303,
  },
};
