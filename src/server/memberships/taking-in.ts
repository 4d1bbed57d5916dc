/**
 * Whom somebody takes into a group: asked as beginning a conversation with each of them is, and of all of them by one statement,
 * in the transaction that takes them in.
 */
import { isGuest } from '../people/guests.js';
import { shownName, type UserRow } from '../people/user-view.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Transaction } from '../platform/postgres/transaction.js';
import { mayBeginWith } from './beginning.js';
import { sharesRoom } from './rights.js';
import { isMember } from './who-is-in.js';

/** `$1` who takes them in, `$2` their ids, `$3` the group they are taken into, null for one that is just made. */
const asked = `
  select given.id, ${shownName('u')} as name,
    ${isMember('given.id', '$3::bigint')} as member,
    u.deactivated_at is null and (not ${isGuest('u')} or ${sharesRoom('$1', 'given.id')}) as there,
    ${mayBeginWith('author', 'given.id')} or ${sharesRoom('$1', 'given.id', 'direct')} as welcome
  from users author cross join unnest($2::bigint[]) with ordinality given(id, number)
  cross join lateral (select * from users where users.id = given.id limit 1) u
  where author.id = $1 and not ${isGuest('author')} order by given.number`;

type Asked = Pick<UserRow, 'id' | 'name'> & { member: boolean; there: boolean; welcome: boolean };

/** Throws `not_found` where one of them is not there, or is a guest of other rooms; `forbidden` where one wants to hear of nobody new. */
export async function requireWelcome(
  transaction: Transaction,
  actorId: number,
  userIds: number[],
  roomId: number | null,
): Promise<void> {
  const rows = await transaction.query<Asked[]>(asked, [actorId, userIds, roomId]);
  const fresh = rows.filter(({ member }) => !member);
  if (rows.length < userIds.length || fresh.some(({ there }) => !there)) throw noSuchPeople();
  const unwilling = fresh.find(({ welcome }) => !welcome);
  if (unwilling)
    throw new AppError(
      'forbidden',
      '{{name}} takes messages only from people they know. Leave them out, or ask somebody who knows them.',
      { name: unwilling.name },
    );
}

export const noSuchPeople = () =>
  new AppError('not_found', 'There is no such person, or their account is disabled.');
