/** The pages of how one is called: everybody has their own. */
import type { Rule } from './rule.js';

export const noticesRules: Record<string, Rule> = {
  'get /account/notices': { path: () => '/account/notices', anonymous: 303, signedIn: 200 },
  'post /account/notices': {
    path: () => '/account/notices',
    fields: { timeZone: 'Europe/Moscow' },
    anonymous: 401,
    signedIn: 303,
  },
  'post /account/notices/quiet': {
    path: () => '/account/notices/quiet',
    fields: { quiet: 'off' },
    anonymous: 401,
    signedIn: 303,
  },
  'post /account/notices/hear': {
    path: () => '/account/notices/hear',
    fields: { person: '987654' },
    anonymous: 401,
    signedIn: 404,
  },
};
