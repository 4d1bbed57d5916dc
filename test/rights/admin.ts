/** The admin pages: for administrators only. What would change the cast is asked for something that is not there. */
import type { Place } from '../support/cast.js';
import type { Rule } from './rule.js';

/** A page: who is not signed in is led to sign in, anybody else but administrators is refused. */
const page = (path: Rule['path'], admin = 200): Rule => ({ path, anonymous: 303, signedIn: 403, admin });
const form = (path: string, admin: number, fields: Record<string, string> = {}): Rule => ({
  path: () => path,
  fields,
  anonymous: 401,
  signedIn: 403,
  admin,
});

const person = ({ personId }: Place) => `/admin/people/${String(personId)}`;
const nobody = '/admin/people/987654';
const nowhere = '/admin/rooms/987654';

export const adminRules: Record<string, Rule> = {
  // Moderators see the reports, and nothing else of these pages.
  'get /admin': { ...page(() => '/admin'), moderator: 303 },
  'get /admin/reports': { ...page(() => '/admin/reports'), moderator: 200 },
  'get /admin/reports/:id': { ...page(() => '/admin/reports/987654', 404), moderator: 404 },
  'post /admin/reports/:id': {
    ...form('/admin/reports/987654', 404, { decision: 'dismissed' }),
    moderator: 404,
  },
  'post /admin/reports/raid-guard': {
    ...form('/admin/reports/raid-guard', 303, { on: 'no' }),
    moderator: 303,
  },
  'get /admin/online': page(() => '/admin/online'),
  'get /admin/statistics': page(() => '/admin/statistics'),
  'get /admin/people': page(() => '/admin/people'),
  'get /admin/people/new': page(() => '/admin/people/new'),
  'post /admin/people/new': form('/admin/people/new', 422),
  'get /admin/people/:id': page(person),
  'post /admin/people/:id/picture/remove': form(`${nobody}/picture/remove`, 404),
  'post /admin/people/:id/role': form(`${nobody}/role`, 404, { role: 'admin' }),
  'post /admin/people/:id/username': form(`${nobody}/username`, 404, { username: 'somebody.new' }),
  'post /admin/people/:id/disable': form(`${nobody}/disable`, 404, { reason: '', duration: 'day' }),
  'post /admin/people/:id/enable': form(`${nobody}/enable`, 404),
  'post /admin/people/:id/sessions/end': form(`${nobody}/sessions/end`, 404),
  'post /admin/people/:id/reset-link': form(`${nobody}/reset-link`, 404),
  'post /admin/people/:id/reset-link/revoke': form(`${nobody}/reset-link/revoke`, 404),
  'post /admin/people/:id/tokens': form(`${nobody}/tokens`, 404, { name: 'weather', scope: 'write' }),
  'post /admin/people/:id/tokens/revoke': form(`${nobody}/tokens/revoke`, 404, { token: '1' }),
  'get /admin/people/registration': page(() => '/admin/people/registration'),
  'post /admin/people/registration/renew': form('/admin/people/registration/renew', 303),
  'get /admin/people/:id/remove-messages': page((place) => `${person(place)}/remove-messages`),
  'post /admin/people/:id/remove-messages': form(`${nobody}/remove-messages`, 404, { username: 'x' }),
  'get /admin/people/:id/erase': page((place) => `${person(place)}/erase`),
  'post /admin/people/:id/erase': form(`${nobody}/erase`, 404, { username: 'x', messages: 'keep' }),
  'get /admin/rooms': page(() => '/admin/rooms'),
  'get /admin/rooms/new': page(() => '/admin/rooms/new'),
  'post /admin/rooms/new': form('/admin/rooms/new', 422),
  'get /admin/rooms/:id': page(({ roomId }) => `/admin/rooms/${String(roomId)}`),
  'post /admin/rooms/:id': form(nowhere, 404, { name: 'mine now' }),
  'get /admin/rooms/:id/history': page(({ roomId }) => `/admin/rooms/${String(roomId)}/history`),
  'get /admin/rooms/:id/archive': page(({ roomId }) => `/admin/rooms/${String(roomId)}/archive`),
  'post /admin/rooms/:id/archive': form(`${nowhere}/archive`, 404),
  'get /admin/rooms/:id/delete': page(({ roomId }) => `/admin/rooms/${String(roomId)}/delete`),
  'post /admin/rooms/:id/delete': form(`${nowhere}/delete`, 404, { name: 'x' }),
  'post /admin/rooms/:id/restore': form(`${nowhere}/restore`, 404),
  'post /admin/rooms/:id/members': form(`${nowhere}/members`, 404, { username: 'stranger' }),
  'post /admin/rooms/:id/members/remove': form(`${nowhere}/members/remove`, 404, { user: '1' }),
  'get /admin/messages': page(() => '/admin/messages'),
  'get /admin/messages/:id/remove': page(({ messageId }) => `/admin/messages/${String(messageId)}/remove`),
  'get /admin/messages/:id/versions': page(
    ({ messageId }) => `/admin/messages/${String(messageId)}/versions`,
  ),
  'post /admin/messages/:id/remove': form('/admin/messages/987654/remove', 404),
  'get /admin/addresses': page(() => '/admin/addresses'),
  'post /admin/addresses': form('/admin/addresses', 422, { network: 'x' }),
  'post /admin/addresses/lift': form('/admin/addresses/lift', 404, { ban: '987654' }),
  'get /admin/invitations': page(() => '/admin/invitations'),
  'post /admin/invitations': form('/admin/invitations', 201),
  'post /admin/invitations/revoke': form('/admin/invitations/revoke', 404, { invitation: '987654' }),
  'get /admin/emoji': page(() => '/admin/emoji'),
  'post /admin/emoji': form('/admin/emoji', 422, { name: 'our_parrot' }),
  'post /admin/emoji/remove': form('/admin/emoji/remove', 404, { emoji: '987654' }),
  'get /admin/settings': page(() => '/admin/settings'),
  'post /admin/settings': form('/admin/settings', 303, { push_hides_text: 'off' }),
  'post /admin/settings/logo': form('/admin/settings/logo', 422),
  'post /admin/settings/logo/remove': form('/admin/settings/logo/remove', 303),
  'post /admin/settings/reset': form('/admin/settings/reset', 303, { setting: 'push_hides_text' }),
  'get /admin/audit': page(() => '/admin/audit'),
};
