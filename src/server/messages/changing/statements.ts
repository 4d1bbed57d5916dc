/** What others do to messages whose room goes: a part of their statements. */

/** `ids`: an SQL expression of an array. What refers to them has gone before. */
export const deleteMessages = (ids: string): string => `delete from messages where id = any(${ids})`;
