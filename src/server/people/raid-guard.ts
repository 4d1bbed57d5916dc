/** The guard against raids, as SQL: asked by the statement that writes, as who may write is. */
import { isOn } from '../settings/statements.js';
import { isModerator } from './moderators.js';

/** Of a row of `users`: too new to write while the guard is up. That is looked up once a statement, and for newcomers alone. */
export const isKeptOut = (user: string): string =>
  `(${user}.created_at > now() - interval '1 day' and not ${isModerator(user)} and ${isOn('raid_guard')})`;
