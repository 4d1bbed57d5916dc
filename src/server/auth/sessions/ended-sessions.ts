/** Which sessions and API tokens sign nobody in any more, as a statement asks who has them at hand. */
import type { EndReason } from './session.entity.js';

const ofToken = /^token-(\d+)$/;

/** What connections stand under (see `tokenSession`), told apart. */
export function sessionsAndTokens(ids: Iterable<string>): { sessions: string[]; tokens: number[] } {
  const [sessions, tokens]: [string[], number[]] = [[], []];
  for (const id of ids) {
    const token = ofToken.exec(id);
    if (token) tokens.push(Number(token[1]));
    else sessions.push(id);
  }
  return { sessions, tokens };
}

/** What stands where a session's row is gone, or its time is over. */
const expired: EndReason = 'expired';

/**
 * Rows of `id` (as connections have it) and `reason`. Both are parameters (`$n`), arrays of what `sessionsAndTokens` answers.
 * Each is looked up by a question of its own, so that no plan reads the table from end to end, however many there are; a token by the
 * order of the ids, which the index by people has not.
 */
export const endedAmong = (sessions: string, tokens: string): string => `
  select id, reason from (
    select given.id, case when s.id is null or s.ended_at is not null or s.expires_at <= now()
      then coalesce(s.end_reason, '${expired}') end as reason
    from unnest(${sessions}::text[]) given(id)
    left join lateral (select * from sessions where sessions.id = given.id limit 1) s on true
    union all
    select 'token-' || given.id, case when t.id is null or t.revoked_at is not null then 'token_revoked'
      when t.expires_at <= now() then '${expired}' end
    from unnest(${tokens}::bigint[]) given(id)
    left join lateral (
      select * from api_tokens where api_tokens.id >= given.id and api_tokens.id <= given.id order by api_tokens.id limit 1
    ) t on true
  ) looked_up where reason is not null`;
