/** By which the room of two people is found, and they by it: nobody's membership is looked at. */

export const directKey = (a: number, b: number): string => `${Math.min(a, b)}:${Math.max(a, b)}`;

/** The ids of the two people of a direct room (the alias of its row), as an SQL array; null for any other room. */
export const peopleOf = (room: string): string => `string_to_array(${room}.direct_key, ':')::bigint[]`;

/** The id of the one who is not the given one (an SQL expression of the id); null for any other room. */
export const otherOf = (room: string, person: string): string =>
  `case split_part(${room}.direct_key, ':', 1)::bigint when ${person}
    then split_part(${room}.direct_key, ':', 2)::bigint else split_part(${room}.direct_key, ':', 1)::bigint end`;
