import pg from 'pg';

/** PostgreSQL's own numbers for its types: int8 is read as int4 is, and their arrays likewise. */
const readAs = new Map([
  [20, 23],
  [1016, 1007],
]);

/**
 * `types` of a connection whose ids and counts are numbers: `pg` alone makes strings of them, as 64 bits do not fit into
 * one. Ours stay below 2^53. Set on each connection and not for all of the process, where others' would change, too.
 */
export const numberTypes = {
  getTypeParser: (type: number, format: 'text' | 'binary' = 'text'): unknown =>
    pg.types.getTypeParser(format === 'text' ? (readAs.get(type) ?? type) : type, format),
};
