/**
 * Whom somebody knows who kept what they were: rows of `id` and `role` for those who are something else now, with a null for
 * those whose account is disabled or gone. Both are parameters (`$n`), arrays of ids and of the roles that are believed; a
 * null among these asks for the account alone.
 */
export const changedAmong = (people: string, roles: string): string => `
  select known.id, now_as.role
  from unnest(${people}::bigint[], ${roles}::text[]) known(id, role)
  left join lateral (
    select role from users where users.id = known.id and deactivated_at is null limit 1
  ) now_as on true
  where now_as.role is null or now_as.role <> known.role`;
