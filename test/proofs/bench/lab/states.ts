/**
 * In which state a server finds its tables. What PostgreSQL believes of a table decides how a statement is carried out, and a
 * plan that is made once is kept: a database that was analysed while it was empty (a restore does so, an ANALYZE does) may be
 * many times slower than one of which nothing is known.
 */
import type { Bench } from './bench.js';
import { grownDatabase } from './grown.js';
import { analysePeople } from './people.js';
import { type Samovar, startSamovar } from './samovar.js';

export const states = ['usual', 'analysed empty', 'grown'] as const;
export type State = (typeof states)[number];

/** For the name of a figure: nothing in the usual state. */
export const inState = (state: State): string => (state === 'usual' ? '' : `, database ${state}`);

export async function startInState(bench: Bench, state: State): Promise<Samovar> {
  if (state === 'grown') return startSamovar({ data: (await grownDatabase(bench)).data });
  const samovar = await startSamovar();
  if (state === 'analysed empty') await analyseEmpty(samovar);
  return samovar;
}

/**
 * To be called once people and rooms are put in: their tables are as well known as autovacuum would have made them within a
 * minute. Not where they are to be known as empty.
 */
export async function peopleCame(samovar: Samovar, state: State): Promise<void> {
  if (state !== 'analysed empty') await analysePeople(samovar);
}

/** And it stays so: autovacuum would heal it in the middle of what is measured. */
async function analyseEmpty(samovar: Samovar): Promise<void> {
  const tables = await samovar.sql<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of tables) {
    await samovar.sql(`alter table ${name} set (autovacuum_enabled = off)`);
    await samovar.sql(`vacuum analyze ${name}`);
  }
}
