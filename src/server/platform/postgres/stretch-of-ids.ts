/** For walks through a large table, so many rows at a time: ids have gaps of any size. */

/** The id of the last of so many rows after an id, as an SQL expression; null where fewer follow. */
export const endOfStretch = (table: 'files' | 'messages' | 'rooms', after: string, rows: number): string =>
  `(select ends.id from ${table} ends where ends.id > ${after} order by ends.id limit 1 offset ${rows - 1})`;
