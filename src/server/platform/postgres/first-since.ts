/**
 * The lowest id of what was made at a moment or later, as an SQL expression; one above all of them where nothing was. For tables
 * that are written in the order of their ids and have no index on their time: halving the ids, each step one look into the
 * primary key, takes 50 looks at most. What was written at the very moment may be on either side of it.
 */
export const firstSince = (table: 'messages' | 'rooms', moment: string): string => `(
  with recursive halving (low, high) as (
    select coalesce((select id from ${table} order by id limit 1), 0), coalesce((select id from ${table} order by id desc limit 1) + 1, 0)
    union all
    select case when found.created_at < ${moment} then found.id + 1 else low end,
      case when found.created_at < ${moment} then high else middle end
    from halving
    cross join lateral (select (low + high) / 2 as middle) half
    left join lateral (
      select id, created_at from ${table} made where made.id >= half.middle and made.id < halving.high order by made.id limit 1
    ) found on true
    where low < high
  )
  select low from halving where low >= high
)`;
