/**
 * How PostgreSQL plans what this server asks, on each of its connections: once for all values, and by index wherever there is
 * one. What the tables' statistics say does not decide it: analysed while they were empty they are wrong until the next
 * autoanalyze, and a sequential scan that was right for a hundred messages stays the plan of a connection for a million.
 *
 * - `force_generic_plan`: PostgreSQL would plan the list of rooms and each batch of messages anew for every call, as the plan for all
 *   values looks dearer: 1.0 of 1.3 ms, and 4.9 against 3.5 ms. No statement here wants a plan for its values: what is searched
 *   for is found along an order, or a text is written for each set of filters.
 * - `enable_seqscan=off`: a table without an index for it is still read from end to end. The checks of foreign keys are
 *   statements that PostgreSQL plans and keeps by itself, on the same connection: of those no shape can be changed.
 * - `jit=off`: a scan that is off makes a plan look so dear that PostgreSQL up to 17 would compile it.
 */
const planning = ['plan_cache_mode=force_generic_plan', 'enable_seqscan=off', 'jit=off'];

/** The address with which a connection plans so. What `options` of the address itself set comes last and wins. */
export function planned(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options');
  const options = planning.map((setting) => `-c ${setting}`);
  url.searchParams.set('options', [...options, ...(given ? [given] : [])].join(' '));
  return url.href;
}
