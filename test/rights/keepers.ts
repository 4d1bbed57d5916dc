/** What keepers do of a room: read by api.ts. */
import type { Place } from '../support/cast.js';
import type { Rule } from './rule.js';

const room = ({ roomId }: Place) => `/api/rooms/${encodeURIComponent(String(roomId))}`;
/** Nobody is called so. */
const nobody = 987_654;

const keepers = { anonymous: 401, signedIn: 404, public: 403, member: 403 };

export const keepersRules: Record<string, Rule> = {
  'put /api/rooms/:id/keepers/:userId': {
    path: (place) => `${room(place)}/keepers/${nobody}`,
    ...{ ...keepers, keeper: 404, admin: 404 },
  },
  'delete /api/rooms/:id/keepers/:userId': {
    path: (place) => `${room(place)}/keepers/${nobody}`,
    ...{ ...keepers, keeper: 404, admin: 404 },
  },
  'put /api/rooms/:id/members/:userId/silence': {
    path: (place) => `${room(place)}/members/${nobody}/silence`,
    body: { until: null },
    ...{ ...keepers, keeper: 404, moderatorPublic: 404, admin: 404 },
  },
  'put /api/rooms/:id/bans/:userId': {
    path: (place) => `${room(place)}/bans/${nobody}`,
    body: {},
    ...{ ...keepers, keeper: 404, moderatorPublic: 404, admin: 404 },
  },
  'delete /api/rooms/:id/bans/:userId': {
    path: (place) => `${room(place)}/bans/${nobody}`,
    ...{ ...keepers, keeper: 204, moderatorPublic: 204, admin: 204 },
  },
  'get /api/rooms/:id/silences': {
    path: (place) => `${room(place)}/silences`,
    ...{ ...keepers, keeper: 200, moderatorPublic: 200, admin: 200 },
  },
  'get /api/rooms/:id/bans': {
    path: (place) => `${room(place)}/bans`,
    ...{ ...keepers, keeper: 200, moderatorPublic: 200, admin: 200 },
  },
};
