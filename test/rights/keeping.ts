/** Pins, and what people save, by the API and as pages: asked for before the messages are deleted (api.ts). */
import type { Place } from '../support/cast.js';
import type { Rule } from './rule.js';

const address = ({ address }: Place) => encodeURIComponent(String(address));

export const keepingRules: Record<string, Rule> = {
  'get /chat/:address/:seq/keep': {
    path: (place) => `/chat/${address(place)}/1/keep`,
    ...{ anonymous: 303, signedIn: 404, member: 200, public: 200 },
  },
  'get /chat/:address/:seq/report': {
    path: (place) => `/chat/${address(place)}/1/report`,
    ...{ anonymous: 303, signedIn: 404, member: 200, public: 200 },
  },
  // It says nothing, which only whoever may see the message is told.
  'post /chat/:address/:seq/report': {
    path: (place) => `/chat/${address(place)}/1/report`,
    fields: () => ({ reason: '' }),
    ...{ anonymous: 401, signedIn: 404, member: 422, public: 422 },
  },
  'get /saved': { path: () => '/saved', anonymous: 303, signedIn: 200 },
  'post /saved': {
    path: () => '/saved',
    fields: (place) => ({
      messageId: String(place.messageId),
      does: 'save',
      note: 'mine',
      remind: 'tomorrow',
    }),
    ...{ anonymous: 401, signedIn: 404, member: 303 },
  },
  'get /chat/:address/pins': {
    path: (place) => `/chat/${address(place)}/pins`,
    ...{ anonymous: 303, signedIn: 404, member: 200, public: 200 },
  },
  // The member is neither an administrator nor a keeper of the room; whoever does not belong to it is told to join.
  'post /chat/:address/pins': {
    path: (place) => `/chat/${address(place)}/pins`,
    fields: (place) => ({ messageId: String(place.messageId), on: 'yes' }),
    ...{ anonymous: 401, signedIn: 404, member: 403, keeper: 303, public: 403 },
  },
  'get /api/rooms/:id/pins': {
    path: (place) => `/api/rooms/${encodeURIComponent(String(place.roomId))}/pins`,
    ...{ anonymous: 401, signedIn: 404, member: 200, public: 200, admin: 200 },
  },
  'put /api/messages/:id/pin': {
    path: (place) => `/api/messages/${encodeURIComponent(String(place.messageId))}/pin`,
    ...{ anonymous: 401, signedIn: 404, public: 403, member: 403, keeper: 200 },
  },
  'delete /api/messages/:id/pin': {
    path: (place) => `/api/messages/${encodeURIComponent(String(place.messageId))}/pin`,
    ...{ anonymous: 401, signedIn: 404, public: 403, member: 403, keeper: 200 },
  },
  'get /api/me/saved': { path: () => '/api/me/saved', anonymous: 401, signedIn: 200 },
  // A message of the private room: whoever does not belong there is told that it is not there.
  'put /api/me/saved/:messageId': {
    path: ({ messageId }) => `/api/me/saved/${String(messageId)}`,
    body: { note: 'mine' },
    ...{ anonymous: 401, signedIn: 404, member: 200 },
  },
  'delete /api/me/saved/:messageId': {
    path: ({ messageId }) => `/api/me/saved/${String(messageId)}`,
    ...{ anonymous: 401, signedIn: 204 },
  },
};
