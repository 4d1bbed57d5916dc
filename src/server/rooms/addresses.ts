/** Which room a name leads to, as statements ask it. */

/** The id of the room that has the name (an SQL expression of its canonical key), else of the one that had it last. */
export const roomNamed = (key: string): string => `coalesce(
    (select named.id from rooms named where named.name_key = ${key}),
    (select kept.room_id from kept_names kept where kept.name_key = ${key}))`;

/** Of a room ($1) that gets another name, by its key ($2): its old one leads to it for ever, or until another room has had it later. */
export const keepName = `
  insert into kept_names (name_key, room_id)
  select name_key, id from rooms where id = $1 and name_key <> $2
  on conflict (name_key) do update set room_id = excluded.room_id, kept_at = now()`;

/** Of a room that goes away. */
export const forgetNames = (room: string): string => `delete from kept_names where room_id = ${room}`;
