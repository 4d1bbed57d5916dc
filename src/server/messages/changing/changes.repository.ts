/**
 * Changes of messages that exist: one statement each. Message and room are locked first and looked at as they are then (target.ts), so
 * that a change that comes to nothing takes no rev; the room's rev is taken with the change and carried by the message.
 * Reactions are in reactions.repository.ts.
 */
import { Injectable } from '@nestjs/common';
import { Statements } from '../../platform/postgres/statements.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Asker } from '../../memberships/asker.js';
import { mayInspect, mayRead } from '../../memberships/rights.js';
import { isModeratorNow } from '../../people/moderators.js';
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
import { isChanged, outcome, takeRev, target } from './target.js';

export const noSuchMessage = () =>
  new AppError('not_found', 'There is no such message, or it is not open to you.');

/** `+ 0`: by its id alone, and not along all that the author wrote. */
const edit = `
with ${target("m.author_id + 0 = $2 and m.kind in ('text', 'action') and m.text is distinct from $3", {
  files: `case when not ${keepsPreview('m', '$7::text')} then array[${pictureOf('m')}] end`,
  more: standing,
})}, ${takeRev('true')}, ${keepVersion},
let_go as (${letGo('(select files from target)')}),
written as (
  update messages set text = $3, html = $4,
  preview = case when ${keepsPreview('messages', '$7::text')} then messages.preview end,
  mentions = ${mentionedBy({ names: '$5::text', everybody: '$6::text', author: '$2::bigint', room: 'messages.room_id' })},
  edited_at = clock_timestamp(), rev = room.rev, ${keepFirstText('messages')}
  from room where messages.id = $1 returning messages.id
)
${outcome()}`;

/** This very moment: a session may be older than the last change of a role. */
const moderates = isModeratorNow('$2');

/** `$3`: no API token keeps the person from acting as a moderator; `$4`: even where they are no member. */
const remove = `
with ${target(`(m.author_id = $2 or $3 and ${moderates})`, {
  isTheirs: `(${mayRead('$2', 'm.room_id')} or ${mayInspect('$2', 'm.room_id', '$3 and $4')})`,
  files: filesAndPicture('m'),
})}, ${takeRev('true')},
cleared as (delete from reactions where message_id = (select id from target)),
forgotten as (${forgetVersions('array(select id from target)')}),
let_go as (${letGo('(select files from target)')}),
written as (
  update messages set text = null, html = null, about = null, mentions = null, files = null, preview = null, ${unpinned}, deleted_at = clock_timestamp(), deleted_by = $2, rev = room.rev,
    ${keepFirstText('messages')}
  from room where messages.id = (select id from target) returning messages.id
)
${outcome()}`;

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
    return isChanged(this.log, 'edit', edit, values);
  }

  delete(messageId: number, { id, administers }: Asker, inspects: boolean): Promise<boolean> {
    return isChanged(this.log, 'delete', remove, [messageId, id, administers, inspects]);
  }
}
