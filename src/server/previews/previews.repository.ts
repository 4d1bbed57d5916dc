/** The SQL of what links lead to, and of the messages that wait for it. */
import { Injectable } from '@nestjs/common';
import type { Ask } from '../messages/log/catch-up.repository.js';
import { Statements } from '../platform/postgres/statements.js';
import type { Found } from './reading/found.js';

export interface Wanted {
  messageId: number;
  /** The link as the message has it. */
  url: string;
}

/** Seconds after which a node that looks at a link and does not say so any more is taken to be gone. */
const givenUpAfter = 60;
/** How often a link is looked at where that fails, whatever ends it, and seconds in between. */
const mostTries = 3;
const pause = 10;
/** Minutes after which nobody waits any more. */
const patience = 10;
/** Links that are remembered. */
const mostKept = 20_000;

const claimIsLive = (row: string) =>
  `coalesce(${row}.claimed_at >= clock_timestamp() - interval '${givenUpAfter} seconds', false)`;

/** Commands, and what nobody is to see, want none; nor does what was written long ago, which a start after a long rest may bring. */
const want = `
insert into wanted_previews as w (message_id, url, host, author_id)
select m.id, given.url, given.host, m.author_id from unnest($1::bigint[], $2::text[], $3::text[]) given(id, url, host)
cross join lateral (select * from messages where messages.id = given.id limit 1) m
where m.kind = 'text' and m.text is not null and m.preview is null
  and coalesce(m.edited_at, m.created_at) > clock_timestamp() - interval '1 hour'
on conflict (message_id) do update set url = excluded.url, host = excluded.host, claimed_at = null, wanted_at = now(), tries = 0
where w.url <> excluded.url`;

/**
 * One whose host nobody asks just now, and none of whose author's is looked at, over all nodes: who posts links that take their time
 * waits for them alone. Whoever claims at the same moment mostly goes without. Only mostly: of a claim that was made since this
 * statement began it knows nothing, and a host may be asked twice at once, which does no harm.
 */
const claim = `
update wanted_previews set claimed_at = clock_timestamp(), tries = tries + 1 where message_id = (
  select w.message_id from wanted_previews w
  where not ${claimIsLive('w')} and w.wanted_at <= clock_timestamp() and w.tries < ${mostTries} and (
    select true from wanted_previews busy where busy.host = w.host and ${claimIsLive('busy')} limit 1) is null
    and w.author_id <> all(array(select busy.author_id from wanted_previews busy where ${claimIsLive('busy')}))
  order by w.wanted_at limit 1 for no key update skip locked
) and pg_try_advisory_xact_lock(hashtextextended('wanted_previews', 0))
returning message_id as "messageId", url`;

const stillLooking = `
update wanted_previews w set claimed_at = clock_timestamp() from unnest($1::bigint[], $2::text[]) given(id, url)
where w.message_id = given.id and w.url = given.url and w.claimed_at is not null`;

const putOff = `
with given_up as (
  delete from wanted_previews where message_id = $1 and url = $2 and tries >= ${mostTries}
)
update wanted_previews set claimed_at = null, wanted_at = clock_timestamp() + interval '${pause} seconds'
where message_id = $1 and url = $2 and tries < ${mostTries} returning message_id`;

/** As if nobody had begun. */
const giveBack = `
update wanted_previews set claimed_at = null, tries = greatest(tries - 1, 0) where message_id = $1 and url = $2`;

const remember = `
insert into previews (url, found, expires_at) values ($1, $2, clock_timestamp() + make_interval(secs => $3))
on conflict (url) do update set found = excluded.found, fetched_at = now(), expires_at = excluded.expires_at`;

const sweep = `
with late as (delete from wanted_previews where wanted_at < clock_timestamp() - interval '${patience} minutes'),
surplus as (
  delete from previews where url = any(array(select url from previews order by expires_at desc offset ${mostKept}))
)
delete from previews where expires_at < clock_timestamp()`;

@Injectable()
export class PreviewsRepository {
  constructor(private readonly statements: Statements) {}

  /** In the transaction of whoever follows the log. */
  async want(ask: Ask, wanted: Wanted[]): Promise<void> {
    await ask('want_previews', want, [
      wanted.map(({ messageId }) => messageId),
      wanted.map(({ url }) => url),
      wanted.map(({ url }) => new URL(url).host),
    ]);
  }

  /** The message that has waited longest, if any may be looked at now. */
  async claim(): Promise<Wanted | null> {
    const [row] = await this.statements.query<Wanted & Record<string, unknown>>(claim);
    return row ?? null;
  }

  /** Says that this node is still at work on them. */
  async stillLooking(wanted: Wanted[]): Promise<void> {
    await this.statements.query(stillLooking, [
      wanted.map(({ messageId }) => messageId),
      wanted.map(({ url }) => url),
    ]);
  }

  /** It is looked at in a moment, behind what is wanted by now; false after a few tries, when it is given up. */
  async putOff({ messageId, url }: Wanted): Promise<boolean> {
    return (await this.statements.query(putOff, [messageId, url])).length > 0;
  }

  /** For whoever looks next. */
  async giveBack({ messageId, url }: Wanted): Promise<void> {
    await this.statements.query(giveBack, [messageId, url]);
  }

  /** It waits no more, unless it has got another link meanwhile. */
  async done({ messageId, url }: Wanted): Promise<void> {
    await this.statements.query('delete from wanted_previews where message_id = $1 and url = $2', [
      messageId,
      url,
    ]);
  }

  /** Undefined where nobody knows, or not any more. */
  async find(url: string): Promise<Found | null | undefined> {
    const [row] = await this.statements.query<{ found: Found | null }>(
      'select found from previews where url = $1 and expires_at > clock_timestamp()',
      [url],
    );
    return row?.found;
  }

  async remember(url: string, found: Found | null, seconds: number): Promise<void> {
    await this.statements.query(remember, [url, found && JSON.stringify(found), seconds]);
  }

  async rememberPicture(url: string, sha256: Buffer): Promise<void> {
    await this.statements.query(
      `update previews set found = jsonb_set(found, '{picture,sha256}', to_jsonb($2::text))
       where url = $1 and found -> 'picture' is not null`,
      [url, sha256.toString('hex')],
    );
  }

  /** There is none, or none that can be taken. */
  async forgetPicture(url: string): Promise<void> {
    await this.statements.query(`update previews set found = found - 'picture' where url = $1`, [url]);
  }

  /** What is too old goes, and what is too much. */
  async sweep(): Promise<void> {
    await this.statements.query(sweep);
  }
}
