/** Who may not come into a room for a while, as statements ask it: by SQL expressions of both ids. */

/** A ban without an end is for good. */
export const isBanned = (room: string, person: string): string => `((
  select ban.until is null or ban.until > now() from room_bans ban
  where ban.room_id = ${room} and ban.user_id = ${person}) is true)`;
