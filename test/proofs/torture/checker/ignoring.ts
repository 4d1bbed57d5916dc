import type { History, Stored } from './history.js';

/** Whether somebody ignores who wrote a message. */
export const isIgnored = (
  { ignored }: History,
  userId: number,
  { authorId }: Pick<Stored, 'authorId'>,
): boolean => ignored.some((each) => each.userId === userId && each.ignoredId === authorId);
