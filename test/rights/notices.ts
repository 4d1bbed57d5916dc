/** The pages of how one is called: everybody has their own. */
import type { Rule } from './rule.js';

export const noticesRules: Record<string, Rule> = {
  'get /sidebar': { path: () => '/sidebar', anonymous: 303, signedIn: 200 },
  'get /sidebar/menu': { path: () => '/sidebar/menu', anonymous: 303, signedIn: 200 },
  'post /sidebar': { path: () => '/sidebar', fields: { order: 'name' }, anonymous: 401, signedIn: 303 },
  'post /sidebar/read': { path: () => '/sidebar/read', anonymous: 401, signedIn: 303 },
  'post /sidebar/read/undo': { path: () => '/sidebar/read/undo', anonymous: 401, signedIn: 303 },
  'post /sidebar/sections': {
    path: () => '/sidebar/sections',
    fields: { name: 'Garden' },
    ...{ anonymous: 401, signedIn: 303 },
  },
  'post /sidebar/sections/:id': {
    path: () => '/sidebar/sections/987654',
    fields: { name: 'Garden' },
    ...{ anonymous: 401, signedIn: 404 },
  },
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
  'post /account/notices/contact': {
    path: () => '/account/notices/contact',
    fields: { writableBy: 'everybody' },
    ...{ anonymous: 401, signedIn: 303 },
  },
  'post /account/notices/hear': {
    path: () => '/account/notices/hear',
    fields: { person: '987654' },
    anonymous: 401,
    signedIn: 404,
  },
};
