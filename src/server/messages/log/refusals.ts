/** Why a message was not written, as whoever sent it is told. */
import { noSuchRoom } from '../../memberships/no-such-room.js';
import { AppError } from '../../platform/errors/app-error.js';
import { unwelcome } from '../../rooms/conversations.service.js';
import type { Refusal } from './draft.js';

/** The error of a refusal; of a slow room it says when. */
export function refusalError(refusal: Refusal): AppError {
  if (!isSlow(refusal)) return refusalErrors[refusal]();
  const retryAfterMs = Number(refusal.slice('slow '.length));
  return new AppError('forbidden', 'This room is slow: you can write again in {{count}} seconds.', {
    ...{ retryAfterMs, count: Math.ceil(retryAfterMs / 1_000) },
  });
}

const isSlow = (refusal: Refusal): refusal is `slow ${number}` => refusal.startsWith('slow');

export const refusalErrors: Record<Exclude<Refusal, `slow ${number}`>, () => AppError> = {
  stale: () =>
    new AppError('unavailable', 'The server is too busy to answer. Try again.', { retryAfterMs: 100 }),
  no_room: noSuchRoom,
  not_member: () => new AppError('forbidden', 'Join the room first.'),
  archived: () => new AppError('forbidden', 'This room is archived. Nothing can be written here any more.'),
  read_only: () => new AppError('forbidden', 'Only keepers of this room and administrators can write in it.'),
  silenced: () =>
    new AppError('forbidden', 'You are to be silent in this room for a while. What you wrote is kept.'),
  unwelcome,
  no_file: () =>
    new AppError('not_found', 'A file of this message is not there any more, or not yet. Upload it again.'),
  no_reply: () => new AppError('not_found', 'The message you are answering is not in this room.'),
};

/** The id stands for another message: neither is this one written, nor does the other one answer for it. */
export const idTaken = () =>
  new AppError(
    'conflict',
    'Another message was sent with this clientId already. Give every message a clientId of its own.',
  );
