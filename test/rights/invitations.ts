/** Who may invite whom: administrators everywhere, keepers into their rooms. */
import type { Place } from '../support/cast.js';
import type { Rule } from './rule.js';

const nobody = 987_654;
const api = ({ roomId }: Place) => `/api/rooms/${encodeURIComponent(String(roomId))}/invitations`;
const page = ({ address }: Place) => `/chat/${encodeURIComponent(String(address))}/invitations`;
const administrators = { anonymous: 401, signedIn: 403 };
const keepers = { signedIn: 404, public: 403, member: 403, guest: 404 };

export const invitationRules: Record<string, Rule> = {
  'get /api/invitations': { path: () => '/api/invitations', anonymous: 401, signedIn: 200 },
  // By default nobody but administrators invites to the server alone.
  'post /api/invitations': { path: () => '/api/invitations', body: {}, ...administrators, admin: 201 },
  'delete /api/invitations/:id': {
    path: () => `/api/invitations/${nobody}`,
    anonymous: 401,
    signedIn: 404,
  },
  'get /api/rooms/:id/invitations': { path: api, ...keepers, anonymous: 401, keeper: 200, admin: 200 },
  'post /api/rooms/:id/invitations': {
    path: api,
    body: {},
    ...{ ...keepers, anonymous: 401, keeper: 201, admin: 201 },
  },
  'get /chat/:address/invitations': { path: page, ...keepers, anonymous: 303, keeper: 200, adminPublic: 200 },
  'post /chat/:address/invitations': {
    path: page,
    fields: {},
    ...{ ...keepers, anonymous: 401, keeper: 201, adminPublic: 201 },
  },
  'post /chat/:address/invitations/revoke': {
    path: (place) => `${page(place)}/revoke`,
    fields: { invitation: `${nobody}` },
    anonymous: 401,
    signedIn: 404,
  },
  // Nobody knows a code.
  'get /invite/:code': { path: () => '/invite/never-was', anonymous: 404, signedIn: 404 },
  'post /invite/:code': { path: () => '/invite/never-was', anonymous: 401, signedIn: 404 },
  'post /invite/:code/register': {
    path: () => '/invite/never-was/register',
    fields: { username: 'nina', password: 'correct horse battery' },
    anonymous: 404,
    signedIn: 404,
  },
};
