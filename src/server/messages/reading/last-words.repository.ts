import { isFormatted, saidBy } from '../../files/statements.js';
import { Injectable } from '@nestjs/common';
import { limits } from '../../../shared/limits.js';
import type { MessageKind } from '../../../shared/messages.js';
import type { About } from '../../../shared/room-lines.js';
import type { UserView } from '../../../shared/people.js';
import { memberCount } from '../../memberships/who-is-in.js';
import { userJsonOf } from '../../people/user-view.js';
import { Statements } from '../../platform/postgres/statements.js';

/** Members are counted up to this number: more is as good as many, and a page of rooms stays cheap. */
const membersCountedTo = 100;

export interface LastWordsRow {
  room_id: number;
  members: number;
  /** Null where nothing was said, or the newest message is deleted. */
  author: UserView | null;
  kind: MessageKind | null;
  text: string | null;
  /** Of a line of the room. */
  about: About | null;
  is_formatted: boolean | null;
}

/** Each newest message by the last entry of its room in one index: a range and an order that no other index has. */
const lastWords = `
  select given.id as room_id, ${memberCount('given.id', membersCountedTo)} as members,
    ${userJsonOf('said.author_id')} as author, said.kind, said.text, said.about, said.is_formatted
  from unnest($1::bigint[]) given(id)
  left join lateral (
    select x.author_id, x.kind, left(${saidBy('x')}, ${limits.quoteLength}) as text, x.about, ${isFormatted('x')} as is_formatted, x.deleted_at
    from messages x
    where x.room_id >= given.id and x.room_id <= given.id order by x.room_id desc, x.seq desc limit 1
  ) said on said.deleted_at is null`;

@Injectable()
export class LastWordsRepository {
  constructor(private readonly statements: Statements) {}

  of(roomIds: number[]): Promise<LastWordsRow[]> {
    return this.statements.query<LastWordsRow>(lastWords, [roomIds]);
  }
}
