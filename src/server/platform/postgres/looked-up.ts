/**
 * `column = value`, for the join in an update or a delete, whose own table cannot stand in a lateral sub-select: found in an index,
 * row by row, and in no other way. An equality could be hashed, or merged, over the whole table, where that is taken for small.
 */
export const lookedUp = (column: string, value: string): string => `${column} = any(array[${value}])`;
