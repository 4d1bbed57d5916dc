/** How many rooms somebody may be in by their own doing: what bounds the lists of their rooms. Others may still add them. */
import { AppError } from '../platform/errors/app-error.js';

export const mostRooms = 2_000;

/** In SQL: how many rooms somebody is in, counted up to the most. Conversations are none of them: one answers them, too. */
export const roomsEntered = (person: string): string => `(select count(*) from (
    select from memberships e cross join lateral (select access from rooms where rooms.id = e.room_id limit 1) x
    where e.user_id = ${person} and x.access not in ('direct', 'group') limit ${mostRooms}) rooms_of)`;

export const isInEnough = (person: string): string => `(${roomsEntered(person)} >= ${mostRooms})`;

export const inEnough = () =>
  new AppError('conflict', 'You are in 2,000 rooms, the most one person can join. Leave some of them first.');
