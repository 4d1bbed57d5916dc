/** The SQL that gives messages their previews and takes them away. As every change it locks the message first; see changing/target.ts. */
import { Injectable } from '@nestjs/common';
import type { PreviewView } from '../../../shared/previews.js';
import { letGo, postPicture } from '../../files/statements.js';
import type { Asker } from '../../memberships/asker.js';
import { mayInspect, mayRead } from '../../memberships/rights.js';
import { isModeratorNow } from '../../people/moderators.js';
import { Statements } from '../../platform/postgres/statements.js';
import { isChanged, outcome, takeRev, target } from '../changing/target.js';
import { RoomLogRepository } from '../log/room-log.repository.js';
import { messageColumns, type MessageRow } from '../message.row.js';
import { pictureOf } from './statements.js';

/** What of a message its preview is made by. */
export interface LinkedRow {
  id: number;
  room_id: number;
  author_id: number;
  text: string;
}

/** Still as it was looked at (`$2` its text), and neither with a preview nor without one by its author's wish. */
const set = `
with target as materialized (
  select m.id, m.room_id, m.seq from messages m
  where m.id = $1 and m.text = $2 and m.preview is null
  for no key update of m
), ${postPicture('$4')}, ${takeRev('($4::bigint is null or exists (select from picture))')}
update messages set preview = $3, rev = room.rev from room where messages.id = $1 returning messages.id`;

/** `$3`: no API token keeps the person from acting as a moderator; `$4`: even where they are no member. */
const hide = `
with ${target(
  `(m.author_id + 0 = $2 or $3 and ${isModeratorNow('$2')}) and m.preview is distinct from 'false'`,
  {
    isTheirs: `(${mayRead('$2', 'm.room_id')} or ${mayInspect('$2', 'm.room_id', '$3 and $4')})`,
    files: `array[${pictureOf('m')}]`,
  },
)}, ${takeRev('true')},
let_go as (${letGo('(select files from target)')}),
written as (update messages set preview = 'false', rev = room.rev from room where messages.id = $1 returning messages.id)
${outcome()}`;

@Injectable()
export class MessagePreviewsRepository {
  constructor(
    private readonly log: RoomLogRepository,
    private readonly statements: Statements,
  ) {}

  /** One that may have a preview and has none; else null. */
  async bare(messageId: number): Promise<LinkedRow | null> {
    const [row] = await this.statements.query<LinkedRow & Record<string, unknown>>(
      `select id, room_id, author_id, text from messages where id = $1 and text is not null and preview is null`,
      [messageId],
    );
    return row ?? null;
  }

  /** Whether anything changed. */
  async set(messageId: number, text: string, preview: PreviewView): Promise<boolean> {
    const values = [messageId, text, JSON.stringify(preview), preview.picture?.id ?? null];
    return (await this.log.query('set_preview', set, values)).length > 0;
  }

  hide(messageId: number, { id, administers }: Asker, inspects: boolean): Promise<boolean> {
    return isChanged(this.log, 'hide_preview', hide, [messageId, id, administers, inspects]);
  }

  /** For the log, whoever asks: it is announced to those who may read it. */
  async find(messageId: number): Promise<MessageRow | null> {
    const [row] = await this.statements.query<MessageRow>(
      `select ${messageColumns} from messages m where m.id = $1`,
      [messageId],
    );
    return row ?? null;
  }
}
