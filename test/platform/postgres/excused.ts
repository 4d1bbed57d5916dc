/** Part of a statement → why it may read as it does. */
export const excused: [string, string][] = [
  ['max(id)', 'the last entry of an index, and no other'],
  ['lively as materialized', 'a walk along the order of the lobby that ends after 2,000 rooms'],
  ['delete from presence where node_id', 'a node comes or goes, with all that is its own'],
  ['from messages order by id desc', 'a walk back along the ids that ends after 50,000 messages'],
  ['u.id > 0 order by u.id desc limit', 'people by part of a name, among the newest 50,000'],
  ['delete from notices n where n.sent_at', 'all that stands on devices, looked over now and then'],
  ['from push_subscriptions d where not', 'devices whose sessions have ended, a few times an hour'],
  ['count(*) over () as online', 'everybody who is online, on one page'],
  ["from files where state = 'looking'", 'uploads that have come and are not kept yet, by an index of those'],
  ['from files where gone_at is not null', 'what is gone, the oldest first, by an index of that'],
  ['from emoji e order by e.name', 'all of them, of which there are 500 at most'],
  ['as state from emoji', 'whether one came or went, every few seconds'],
  ["from notice_settings where keywords <> '{}'", 'all keywords, by an index of those who have some'],
  ['distinct user_id from push_subscriptions', 'everybody who can be called, for a fiftieth of the time'],
];
