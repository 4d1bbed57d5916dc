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

/** Seconds after which whoever began is taken to be gone. */
const givenUpAfter = 60;
/** Minutes after which nobody waits any more. */
const patience = 10;
/** Links that are remembered. */
const mostKept = 20_000;

const claimIsLive = (row: string) =>
  `coalesce(${row}.claimed_at >= clock_timestamp() - interval '${givenUpAfter} seconds', false)`;

/** Commands, and what nobody is to see, want none; nor does what was written long ago, which a start after a long rest may bring. */
const want = `
insert into wanted_previews as w (message_id, url, host)
select m.id, given.url, given.host from unnest($1::bigint[], $2::text[], $3::text[]) given(id, url, host)
cross join lateral (select * from messages where messages.id = given.id limit 1) m
where m.kind = 'text' and m.text is not null and m.preview is null
  and coalesce(m.edited_at, m.created_at) > clock_timestamp() - interval '1 hour'
on conflict (message_id) do update set url = excluded.url, host = excluded.host, claimed_at = null, wanted_at = now()
where w.url <> excluded.url`;

/** One whose host nobody asks just now, over all nodes: whoever claims at the same moment goes without. */
const claim = `
update wanted_previews set claimed_at = clock_timestamp() where message_id = (
  select w.message_id from wanted_previews w
  where not ${claimIsLive('w')} and (
    select true from wanted_previews busy where busy.host = w.host and ${claimIsLive('busy')} limit 1) is null
  order by w.wanted_at limit 1 for no key update skip locked
) and pg_try_advisory_xact_lock(hashtextextended('wanted_previews', 0))
returning message_id as "messageId", url`;

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
