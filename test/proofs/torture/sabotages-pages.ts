/** Defects of what is kept for all who read. */
import { override } from './tampering.js';
import { rewriteBuilt } from './tampering-hooks.mjs';

const whateverItsState = () =>
  rewriteBuilt([
    {
      path: 'server/messages/reading/newest-pages.js',
      pattern: String.raw`kept\?\.state === state`,
      replacement: 'kept',
    },
  ]);

export const oldPages: Record<string, () => void | Promise<void>> = {
  /** A room's newest page is kept and given out without a look at the room's rev. */
  'stale-page': whateverItsState,

  /** Whoever could open a room once gets what is kept of it: how they stand to it is not asked any more. */
  'page-for-the-removed': async () => {
    whateverItsState();
    await override<object, (reader: { id: number }, roomId: number) => Promise<unknown>>(
      'server/rooms/visible-rooms.service.js',
      'VisibleRooms',
      'require',
      (require) => {
        const known = new Map<string, unknown>();
        return async function (reader, roomId) {
          const key = `${reader.id} ${roomId}`;
          if (!known.has(key)) known.set(key, await require.call(this, reader, roomId));
          return known.get(key);
        };
      },
    );
  },
};
