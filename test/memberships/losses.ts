/** The ways in which somebody loses a room, or the account. */
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import type { Access } from '../../src/shared/rooms.js';
import type { Scene, TwoNodes } from '../support/two-nodes.js';

type Disabling = [how: string, disable: (scene: Scene) => Promise<unknown>];

type Loss = [
  how: string,
  access: Access,
  role: SignedInUser['role'],
  take: (scene: Scene) => Promise<unknown>,
];
export const lossesBy = (nodes: TwoNodes): Loss[] => [
  [
    'is removed over REST',
    'private',
    'member',
    ({ boris, roomId }) => nodes.rest('DELETE', `/api/rooms/${roomId}/members/${boris.id}`),
  ],
  [
    'is removed by SQL',
    'private',
    'member',
    ({ boris }) => nodes.sql('delete from memberships where user_id = $1', [boris.id]),
  ],
  [
    'is removed by SQL from a public room',
    'public',
    'member',
    ({ boris }) => nodes.sql('delete from memberships where user_id = $1', [boris.id]),
  ],
  [
    'is demoted over REST',
    'admins',
    'admin',
    ({ boris }) => nodes.rest('PATCH', `/api/users/${boris.id}`, { role: 'member' }),
  ],
  [
    'is demoted from the command line',
    'admins',
    'admin',
    ({ boris }) => nodes.command('role', boris.username, 'member'),
  ],
  [
    'is demoted by SQL',
    'admins',
    'admin',
    ({ boris }) => nodes.sql("update users set role = 'member' where id = $1", [boris.id]),
  ],
  [
    'has not the room any more, which was shut over REST',
    'public',
    'member',
    ({ roomId }) => nodes.rest('PATCH', `/api/rooms/${roomId}`, { access: 'admins' }),
  ],
  [
    'has not the room any more, which was shut by SQL',
    'public',
    'member',
    ({ roomId }) => nodes.sql("update rooms set access = 'admins' where id = $1", [roomId]),
  ],
];
export const disablingsBy = (nodes: TwoNodes): Disabling[] => [
  ['over REST', ({ boris }) => nodes.rest('PATCH', `/api/users/${boris.id}`, { disabled: {} })],
  ['from the command line', ({ boris }) => nodes.command('disable', boris.username)],
  ['by SQL', ({ boris }) => nodes.sql('update users set deactivated_at = now() where id = $1', [boris.id])],
  [
    'by SQL, with a time long ago',
    ({ boris }) =>
      nodes.sql("update users set deactivated_at = now() - interval '1 day' where id = $1", [boris.id]),
  ],
];
