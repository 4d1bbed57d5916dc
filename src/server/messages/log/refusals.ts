/** Why a message was not written, as whoever sent it is told. */
import { noSuchRoom } from '../../memberships/no-such-room.js';
import { newcomer } from '../../people/writing-rules.service.js';
import { AppError } from '../../platform/errors/app-error.js';
import { instantText } from '../../platform/rendering/instant-text.js';
import { unwelcome } from '../../rooms/conversations.service.js';
import type { Refusal } from './draft.js';

/** The error of a refusal; of a slow room, and of somebody who is to be silent, it says when. */
export function refusalError(refusal: Refusal): AppError {
  const [kind, moment, timeZone] = refusal.split(' ');
  if (kind === 'slow') return slow(Number(moment));
  if (kind === 'silenced') return silenced(new Date(Number(moment)), timeZone);
  return refusalErrors[refusal as PlainRefusal]();
}

function slow(retryAfterMs: number): AppError {
  return new AppError('forbidden', 'This room is slow: you can write again in {{count}} seconds.', {
    ...{ retryAfterMs, count: Math.ceil(retryAfterMs / 1_000) },
  });
}

function silenced(until: Date, timeZone?: string): AppError {
  return new AppError(
    'forbidden',
    'You cannot write in this room until {{until}}: its keepers or moderators want you to be silent here. What you wrote is kept.',
    { until: instantText(until, timeZone) },
  );
}

type PlainRefusal = Exclude<Refusal, `${'slow' | 'silenced'} ${string}`>;

export const refusalErrors: Record<PlainRefusal, () => AppError> = {
  stale: () =>
    new AppError('unavailable', 'The server is too busy to answer. Try again.', { retryAfterMs: 100 }),
  no_room: noSuchRoom,
  not_member: () => new AppError('forbidden', 'Join the room first.'),
  archived: () => new AppError('forbidden', 'This room is archived. Nothing can be written here any more.'),
  read_only: () => new AppError('forbidden', 'Only keepers of this room and administrators can write in it.'),
  unwelcome,
  newcomer,
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
