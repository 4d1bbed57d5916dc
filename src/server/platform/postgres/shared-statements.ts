/**
 * Statements that many need at the same time, as when everybody comes back after a restart. Whoever asks while one is under way
 * shares the next one with all others who do: a round to the database costs both sides many times what a row of it does. Who
 * comes alone waits for nobody. Each asks after they came: no answer is older than its question.
 */
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { Batcher, type Outcome } from '../work/batcher.js';
import { Turns } from '../work/turns.js';
import { DedicatedConnection } from './dedicated-connection.js';
import { isWorthRepeating } from './sql-states.js';
import { isUnavailable } from './unavailable.js';

/** What a statement answers to the entry of this number, from 1: one row, or none. */
export interface Numbered {
  number: number;
}

export interface Sharing<Entry> {
  text: string;
  /** The values of `$1`, `$2` …: an array each, in the order of the entries, as `unnest … with ordinality` counts them. */
  columns: (entries: Entry[]) => unknown[][];
  /** It writes, so it may wait for the disk and for others who write: nobody who only reads should wait with it. */
  writes?: boolean;
}

/** Entries of one statement at most; an entry that would wait for longer than these milliseconds is refused. */
const limits = { batch: 200, waiting: 20_000, patience: 4_000 };

/** A statement that met another one in a deadlock is repeated so often. */
const attempts = 5;

@Injectable()
export class SharedStatements implements OnApplicationShutdown {
  private readonly connections: { reading: DedicatedConnection; writing: DedicatedConnection };
  /** A connection carries one statement at a time; whoever waits for theirs gathers others meanwhile. */
  private readonly turns = new Turns();
  private readonly batchers: { idle(): Promise<void> }[] = [];

  constructor(@Inject(CONFIG) { DATABASE_URL }: RunningConfig) {
    this.connections = {
      reading: new DedicatedConnection(DATABASE_URL, 'samovar-joins'),
      writing: new DedicatedConnection(DATABASE_URL, 'samovar-admissions'),
    };
  }

  /** How to ask the statement for one entry: its row, or null. An entry that fails does not fail those beside it. */
  share<Entry, Row extends Numbered>({ text, columns, writes }: Sharing<Entry>) {
    const way = writes ? 'writing' : 'reading';
    const name = `shared_${this.batchers.length + 1}`;
    const ask = (entries: Entry[]) =>
      this.connections[way].query<Row>({ name, text, values: columns(entries) });
    const batcher = new Batcher<Entry, Row | null>(
      (entries) => answer(entries, ask),
      limits,
      (write) => this.turns.take(way, write),
    );
    this.batchers.push(batcher);
    return (entry: Entry): Promise<Row | null> => batcher.add(entry);
  }

  /** After the sockets have been closed: what was asked is still answered. */
  async onApplicationShutdown(): Promise<void> {
    for (const batcher of this.batchers) await batcher.idle();
    await Promise.all([this.connections.reading.close(), this.connections.writing.close()]);
  }
}

type Ask<Entry, Row> = (entries: Entry[]) => Promise<Row[]>;

async function answer<Entry, Row extends Numbered>(
  entries: Entry[],
  ask: Ask<Entry, Row>,
  attempt = 1,
): Promise<Outcome<Row | null>[]> {
  try {
    const rows = new Map((await ask(entries)).map((row) => [row.number, row]));
    return entries.map((_, index) => ({ result: rows.get(index + 1) ?? null }));
  } catch (error) {
    if (isWorthRepeating(error) && attempt < attempts) return answer(entries, ask, attempt + 1);
    if (isUnavailable(error) || entries.length === 1) return entries.map(() => ({ error }));
    // Halves are asked by themselves, down to the one entry that cannot be.
    const middle = Math.ceil(entries.length / 2);
    const first = await answer(entries.slice(0, middle), ask);
    return [...first, ...(await answer(entries.slice(middle), ask))];
  }
}
