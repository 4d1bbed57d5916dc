/** Who may do what with files. Whose an upload is, and who may read which file, is in test/files/. */
import type { Place } from '../support/cast.js';
import type { Rule } from './rule.js';

/** Of everybody who asks for them, nobody has these. */
const nobody = 987_654;
const room = ({ roomId }: Place) => `/api/rooms/${encodeURIComponent(String(roomId))}`;
const reading = { anonymous: 401, signedIn: 404, member: 200, public: 200, admin: 200 };
const notThere = { anonymous: 401, signedIn: 404 };

export const filesRules: Record<string, Rule> = {
  // Without a length nobody's upload begins.
  'post /api/files': { path: () => '/api/files', anonymous: 401, signedIn: 422 },
  'head /api/files/:id': { path: () => `/api/files/${nobody}`, ...notThere },
  'get /api/files/:id': { path: () => `/api/files/${nobody}`, ...notThere },
  'patch /api/files/:id': { path: () => `/api/files/${nobody}`, ...notThere },
  'delete /api/files/:id': { path: () => `/api/files/${nobody}`, ...notThere },
  'put /api/files/:id/alt': { path: () => `/api/files/${nobody}/alt`, body: { alt: 'A door' }, ...notThere },
  'get /api/rooms/:id/files': { path: (place) => `${room(place)}/files`, ...reading },
  'get /api/rooms/:id/files/counts': { path: (place) => `${room(place)}/files/counts`, ...reading },
  'get /files/:id/:name': {
    path: () => `/files/${nobody}/door.jpg`,
    anonymous: 303,
    signedIn: 404,
    bot: 404,
  },
};
