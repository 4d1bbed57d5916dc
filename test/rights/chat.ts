/** The pages of the chat: whoever may not read a room is told that it is not there. */
import { randomUUID } from 'node:crypto';
import type { Place } from '../support/cast.js';
import type { Rule } from './rule.js';

const address = ({ address }: Place) => encodeURIComponent(String(address));
/** Each time another one: a repeat would be answered with what was stored the first time. */
const message = () => ({ text: 'hello', clientId: randomUUID() });

export const chatRules: Record<string, Rule> = {
  'get /chat': { path: () => '/chat/', anonymous: 303, signedIn: 200 },
  'get /search': { path: () => '/search?q=hello', anonymous: 303, signedIn: 200 },
  'get /chat/:address': {
    path: (place) => `/chat/${address(place)}`,
    anonymous: 303,
    signedIn: 404,
    member: 200,
    public: 200,
  },
  'get /chat/:address/people': {
    path: (place) => `/chat/${address(place)}/people`,
    anonymous: 303,
    signedIn: 404,
    member: 200,
    public: 200,
  },
  'get /chat/:address/files': {
    path: (place) => `/chat/${address(place)}/files`,
    ...{ anonymous: 303, signedIn: 404, member: 200, public: 200 },
  },
  'get /chat/:address/jump': {
    path: (place) => `/chat/${address(place)}/jump`,
    ...{ anonymous: 303, signedIn: 404, member: 200, public: 200 },
  },
  'get /chat/:address/:seq': {
    path: (place) => `/chat/${address(place)}/1`,
    anonymous: 303,
    signedIn: 404,
    member: 200,
    public: 200,
  },
  'get /chat/:address/:seq/versions': {
    path: (place) => `/chat/${address(place)}/1/versions`,
    ...{ anonymous: 303, signedIn: 404, member: 200, public: 200 },
  },
  'get /chat/:address/thread/:seq': {
    path: (place) => `/chat/${address(place)}/thread/1`,
    ...{ anonymous: 303, signedIn: 404, member: 200, public: 200 },
  },
  'post /chat/:address/thread/:seq/messages': {
    path: (place) => `/chat/${address(place)}/thread/1/messages`,
    fields: message,
    ...{ anonymous: 401, signedIn: 404, member: 303, public: 403 },
  },
  'post /chat/:address/thread/:seq/follow': {
    path: (place) => `/chat/${address(place)}/thread/1/follow`,
    fields: { on: 'yes' },
    ...{ anonymous: 401, signedIn: 404, member: 303, public: 403 },
  },
  'post /chat/:address/preview': {
    path: (place) => `/chat/${address(place)}/preview`,
    fields: message,
    ...{ anonymous: 401, signedIn: 404, member: 200, public: 200 },
  },
  'post /chat/:address/thread/:seq/preview': {
    path: (place) => `/chat/${address(place)}/thread/1/preview`,
    fields: message,
    ...{ anonymous: 401, signedIn: 404, member: 200, public: 200 },
  },
  'post /chat/:address/draft': {
    path: (place) => `/chat/${address(place)}/draft`,
    ...{ anonymous: 401, signedIn: 404, member: 303, public: 303 },
  },
  'post /chat/:address/thread/:seq/draft': {
    path: (place) => `/chat/${address(place)}/thread/1/draft`,
    ...{ anonymous: 401, signedIn: 404, member: 303, public: 303 },
  },
  'post /chat/:address/read': {
    path: (place) => `/chat/${address(place)}/read`,
    fields: { seq: '1' },
    anonymous: 401,
    signedIn: 404,
    member: 303,
    public: 404,
  },
  'get /chat/:address/settings': {
    path: (place) => `/chat/${address(place)}/settings`,
    ...{ anonymous: 303, signedIn: 404, member: 200, public: 200 },
  },
  'post /sidebar/rooms/:id': {
    path: ({ roomId }) => `/sidebar/rooms/${String(roomId)}`,
    fields: { section: 'favourites' },
    ...{ anonymous: 401, signedIn: 404, member: 303, public: 404 },
  },
  'get /groups': { path: () => '/groups', anonymous: 303, signedIn: 200, guest: 403 },
  'post /groups': {
    path: () => '/groups',
    fields: { people: '' },
    anonymous: 401,
    signedIn: 422,
    guest: 403,
  },
  'post /chat/:address/name': {
    path: (place) => `/chat/${address(place)}/name`,
    fields: { name: 'Shed' },
    ...{ anonymous: 401, signedIn: 404 },
  },
  'post /chat/:address/membership': {
    path: (place) => `/chat/${address(place)}/membership`,
    fields: { level: 'all', favourite: 'no', mute: 'off' },
    ...{ anonymous: 401, signedIn: 404, member: 303, public: 404 },
  },
  'post /chat/:address/settings': {
    path: (place) => `/chat/${address(place)}/settings`,
    fields: { slowSeconds: '0' },
    ...{ anonymous: 401, signedIn: 404, public: 403, member: 403, keeper: 303, adminPublic: 303 },
  },
  'post /chat/:address/archive': {
    path: (place) => `/chat/${address(place)}/archive`,
    fields: { archived: 'no' },
    ...{ anonymous: 401, signedIn: 404, public: 403, member: 403, keeper: 303, adminPublic: 303 },
  },
  'get /chat/:address/invite': {
    path: (place) => `/chat/${address(place)}/invite`,
    ...{ anonymous: 303, signedIn: 404, public: 200, member: 200 },
  },
  // They are in already, or nobody: that is said of names to everybody who may see the room.
  'post /chat/:address/invite': {
    path: (place) => `/chat/${address(place)}/invite`,
    fields: { names: 'member' },
    ...{
      anonymous: 401,
      signedIn: 404,
      public: 403,
      member: 303,
      memberPublic: 403,
      keeper: 303,
      adminPublic: 303,
    },
  },
  'post /chat/:address/keep': {
    path: (place) => `/chat/${address(place)}/keep`,
    fields: (place) => ({ user: String(place.personId), does: 'speak' }),
    ...{
      anonymous: 401,
      signedIn: 404,
      public: 403,
      member: 403,
      keeper: 303,
      moderatorPublic: 303,
      adminPublic: 303,
    },
  },
  'post /chat/:address/bans/lift': {
    path: (place) => `/chat/${address(place)}/bans/lift`,
    fields: { user: '987654' },
    ...{
      anonymous: 401,
      signedIn: 404,
      public: 403,
      member: 403,
      keeper: 303,
      moderatorPublic: 303,
      adminPublic: 303,
    },
  },
  'post /chat/:address/delete': {
    path: (place) => `/chat/${address(place)}/delete`,
    ...{ anonymous: 401, signedIn: 404, member: 403, keeper: 409, public: 403 },
  },
  'post /chat/:address/join': {
    path: (place) => `/chat/${address(place)}/join`,
    ...{ anonymous: 401, signedIn: 404, member: 303, public: 303 },
  },
  'post /chat/:address/messages': {
    path: (place) => `/chat/${address(place)}/messages`,
    fields: message,
    anonymous: 401,
    signedIn: 404,
    member: 303,
    public: 303,
  },
  'post /chat': {
    path: () => '/chat/',
    fields: { room: 'private room' },
    anonymous: 401,
    signedIn: 404,
    member: 303,
  },
  // The last one about rooms, as it ends memberships; of a private room it only asks.
  'post /chat/:address/leave': {
    path: (place) => `/chat/${address(place)}/leave`,
    ...{ anonymous: 401, signedIn: 404, member: 303, public: 303 },
  },
};
