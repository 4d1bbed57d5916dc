/** What the API has of reports, and of the peace of the whole server: moderators have it, too. */
import type { Rule } from './rule.js';

/** Of everybody who asks for it, nobody has this. */
const nobody = 987_654;
const administrators = { anonymous: 401, signedIn: 403 };

export const peaceRules: Record<string, Rule> = {
  'get /api/peace': { path: () => '/api/peace', ...administrators, moderator: 200, admin: 200 },
  'patch /api/peace': {
    path: () => '/api/peace',
    body: { raidGuard: false },
    ...administrators,
    moderator: 200,
    admin: 200,
  },
  'get /api/reports': { path: () => '/api/reports', ...administrators, moderator: 200, admin: 200 },
  'get /api/reports/:id': {
    path: () => `/api/reports/${nobody}`,
    ...administrators,
    moderator: 404,
    admin: 404,
  },
  'patch /api/reports/:id': {
    path: () => `/api/reports/${nobody}`,
    body: { decision: 'dismissed' },
    ...administrators,
    moderator: 404,
    admin: 404,
  },
};
