import type { Level } from '../people.js';
import type { Access } from '../rooms.js';

/** At which level somebody is told of a room where they have not chosen there, by what they, or the server, chose for all (`levelOf` on the server). */
export const defaultLevelIn = ({ access }: { access: Access }, everywhere: Level): Level =>
  (access === 'direct' || access === 'group') && everywhere === 'nothing' ? 'mentions' : everywhere;
