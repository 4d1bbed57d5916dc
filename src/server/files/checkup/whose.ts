/** Whose a file is and where, as whoever mends things needs it to tell people. */

export interface Whose {
  name: string;
  username: string | null;
  /** Null where it is in no message. */
  seq: number | null;
  room_name: string | null;
  /** Of the server's own, in no room. */
  is_emoji: boolean;
}

/** The columns of a Whose, of a file by its alias. */
export const whose = (
  file: string,
): string => `${file}.name, ${file}.seq, ${file}.room_id is null as is_emoji,
  (select username from users where users.id = ${file}.uploader_id) as username,
  (select rooms.name from rooms where rooms.id = ${file}.room_id) as room_name`;

export const inRoom = (seq: number | null, roomName: string | null): string =>
  `message #${seq} of ${roomName === null ? 'a conversation' : `the room ${roomName}`}`;

export function described({ name, username, seq, room_name, is_emoji }: Whose): string {
  if (is_emoji && name === 'face.webp') return `the picture of ${username ?? 'somebody'}`;
  if (is_emoji && name === 'logo.png') return 'the logo of the server';
  if (is_emoji) return `the picture of an emoji, added by ${username ?? 'somebody'}`;
  const where = seq === null ? 'in no message yet' : `in ${inRoom(seq, room_name)}`;
  return `${name}, sent by ${username ?? 'somebody'}, ${where}`;
}
