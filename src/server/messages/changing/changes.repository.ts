/**
 * Changes of messages that exist: one statement each. The message is locked first and looked at as it is then, so that
 * a change that comes to nothing takes no rev; the room's rev is taken with the change and carried by the message.
 * Reactions are in reactions.repository.ts.
 */
import { Injectable } from '@nestjs/common';
import { Statements } from '../../platform/postgres/statements.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Asker } from '../../memberships/asker.js';
import { mayInspect, mayRead } from '../../memberships/rights.js';
import { isAdministratorNow } from '../../people/administrators.js';
import { messageColumns, type MessageRow } from '../message.row.js';
import { keepFirstText } from '../first-text.js';
import { letGo } from '../../files/statements.js';
import { filesAndPicture, keepsPreview, pictureOf } from '../linked/statements.js';
import { forgetVersions, keepVersion, standing } from '../versions/statements.js';
import { mentionedBy, namesParameter } from '../log/mentioned.js';
import { RoomLogRepository } from '../log/room-log.repository.js';
import { unpinned } from '../pins/statements.js';
import { firstLink } from '../../../shared/rules/formatting.js';
import { calledIn } from '../../../shared/rules/mentions.js';

export const noSuchMessage = () =>
  new AppError('not_found', 'There is no such message, or it is not open to you.');

interface Locked {
  isTheirs?: string;
  /** What is let go of with it (an SQL expression over `m`). */
  files?: string;
  /** More columns of `m`. */
  more?: string;
  name?: string;
}

/**
 * `$1` the message, `$2` the person. Locks the message where the person may read it and the condition holds. What it has is read
 * from the row that is locked: one that the statement saw before it waited for the lock may have had another preview.
 */
export const target = (
  condition: string,
  { isTheirs = mayRead('$2', 'm.room_id'), files = 'null::bigint[]', more, name = 'target' }: Locked = {},
) => `
  ${name} as materialized (
    select m.id, m.room_id, m.rev, ${files} as files${more === undefined ? '' : `, ${more}`} from messages m
    where m.id = $1 and m.deleted_at is null and ${isTheirs} and ${condition}
    for no key update of m
  )`;

export const takeRev = (condition: string) => `
  room as (
    update rooms set rev = rooms.rev + 1
    where rooms.id = (select room_id from target) and ${condition} returning rooms.rev
  )`;

/** `+ 0`: by its id alone, and not along all that the author wrote. */
const edit = `
with ${target("m.author_id + 0 = $2 and m.kind <> 'pin' and m.text is distinct from $3", {
  files: `case when not ${keepsPreview('m', '$7::text')} then array[${pictureOf('m')}] end`,
  more: standing,
})}, ${takeRev('true')}, ${keepVersion},
let_go as (${letGo('(select files from target)')})
update messages set text = $3, html = $4,
  preview = case when ${keepsPreview('messages', '$7::text')} then messages.preview end,
  mentions = ${mentionedBy({ names: '$5::text', everybody: '$6::text', author: '$2::bigint', room: 'messages.room_id' })},
  edited_at = clock_timestamp(), rev = room.rev, ${keepFirstText('messages')}
from room where messages.id = $1 returning messages.id`;

/** This very moment: a session may be older than the last change of a role. */
const administers = isAdministratorNow('$2');

/**
 * `$3`: no API token keeps the person from acting as an administrator; `$4`: even where they are no member. What goes with the
 * message is found as of the start of the statement: where the message was changed while it was waited for, there is more by now, and
 * nothing is done until it is asked again.
 */
const remove = `
with ${target(`(m.author_id = $2 or $3 and ${administers})`, {
  isTheirs: `(${mayRead('$2', 'm.room_id')} or ${mayInspect('$2', 'm.room_id', '$3 and $4')})`,
  files: filesAndPicture('m'),
  name: 'locked',
})},
target as materialized (select * from locked where rev = (select rev from messages where id = $1)), ${takeRev('true')},
cleared as (delete from reactions where message_id = (select id from target)),
forgotten as (${forgetVersions('array(select id from target)')}),
let_go as (${letGo('(select files from target)')}),
written as (
  update messages set text = null, html = null, mentions = null, files = null, preview = null, ${unpinned}, deleted_at = clock_timestamp(), deleted_by = $2, rev = room.rev,
    ${keepFirstText('messages')}
  from room where messages.id = (select id from target) returning messages.id
)
select (select id from written) is null as is_stale from locked`;

/** Only other changes of the same message get in between, and each attempt is past one of them. */
const attempts = 20;

/** A message of a room that is open to the person, or, when `$3` is true, one that they may inspect. */
const find = `select ${messageColumns} from messages m
where m.id = $1 and (${mayRead('$2', 'm.room_id')} or ${mayInspect('$2', 'm.room_id', '$3')})`;

@Injectable()
export class ChangesRepository {
  constructor(
    private readonly log: RoomLogRepository,
    private readonly statements: Statements,
  ) {}

  /** The message as the person may see it, or null; with `inspects` also as an administrator who is no member. */
  async find(messageId: number, userId: number, inspects = false): Promise<MessageRow | null> {
    const [row] = await this.statements.query<MessageRow>(find, [messageId, userId, inspects]);
    return row ?? null;
  }

  /** Each of these answers whether anything changed. */
  edit(messageId: number, userId: number, text: string, html: string | null): Promise<boolean> {
    const called = calledIn(text);
    const everybody = called?.everybody ?? null;
    const values = [messageId, userId, text, html, namesParameter(called), everybody, firstLink(text)];
    return this.change('edit', edit, values);
  }

  async delete(messageId: number, { id, administers }: Asker, inspects: boolean): Promise<boolean> {
    const values = [messageId, id, administers, inspects];
    for (let attempt = 0; attempt < attempts; attempt++) {
      const [found] = await this.log.query<{ is_stale: boolean }>('delete', remove, values);
      if (!found?.is_stale) return found !== undefined;
    }
    throw new AppError('unavailable', 'The server is too busy to answer. Try again.', { retryAfterMs: 100 });
  }

  private async change(name: string, text: string, values: unknown[]): Promise<boolean> {
    return (await this.log.query(name, text, values)).length > 0;
  }
}
