/** Who may do what with one message by the API, and from a page that lists it. */
import type { Place } from '../support/cast.js';
import { reading, type Rule } from './rule.js';

const messageAt = ({ messageId }: Place) => `/api/messages/${encodeURIComponent(String(messageId))}`;
const heart = encodeURIComponent('❤️');

export const messageRules: Record<string, Rule> = {
  'get /api/messages/:id': { path: messageAt, ...reading },
  'get /api/messages/:id/versions': { path: (place) => `${messageAt(place)}/versions`, ...reading },
  'patch /api/messages/:id': {
    path: messageAt,
    body: { text: 'hello again' },
    anonymous: 401,
    signedIn: 404,
    public: 403,
    member: 200,
    keeper: 403,
  },
  'get /api/messages/:id/reactions/:emoji': {
    path: (place) => `${messageAt(place)}/reactions/${heart}`,
    ...reading,
  },
  'get /api/messages/:id/replies': {
    path: (place) => `${messageAt(place)}/replies`,
    ...{ anonymous: 401, signedIn: 404, member: 200, public: 200 },
  },
  'put /api/messages/:id/follow': {
    path: (place) => `${messageAt(place)}/follow`,
    ...{ anonymous: 401, signedIn: 404, public: 403, member: 200 },
  },
  'delete /api/messages/:id/follow': {
    path: (place) => `${messageAt(place)}/follow`,
    ...{ anonymous: 401, signedIn: 404, public: 403, member: 200 },
  },
  'put /api/messages/:id/reactions/:emoji': {
    path: (place) => `${messageAt(place)}/reactions/${heart}`,
    anonymous: 401,
    signedIn: 404,
    public: 403,
    member: 200,
  },
  'delete /api/messages/:id/reactions/:emoji': {
    path: (place) => `${messageAt(place)}/reactions/${heart}`,
    anonymous: 401,
    signedIn: 404,
    public: 403,
    member: 200,
  },
  'delete /api/messages/:id/preview': {
    path: (place) => `${messageAt(place)}/preview`,
    ...{ anonymous: 401, signedIn: 404, public: 403, member: 200, keeper: 403, admin: 200 },
    // Of what they can read.
    moderatorPublic: 200,
  },
  // The only one is whose member wrote it.
  'post /api/messages/:id/reports': {
    path: (place) => `${messageAt(place)}/reports`,
    body: { reason: 'Rude' },
    ...{ anonymous: 401, signedIn: 404, public: 204, member: 422, keeper: 204 },
  },
  // The last one, as the member deletes the messages: asking for what is done already is no error for whoever may see it.
  'delete /api/messages/:id': {
    path: messageAt,
    anonymous: 401,
    signedIn: 404,
    public: 200,
    member: 200,
    admin: 200,
  },
};
