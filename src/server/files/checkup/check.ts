/** One thing that may be wrong with what is kept, looked for in all of it: a batch at a time, so that memory stays as it is. */
export interface Check {
  /** What all findings have in common, for their count. */
  title: string;
  findings(): AsyncIterable<Finding>;
}

export interface Finding {
  /** Which one, and what was it of. */
  what: string;
  /** Only where nobody can need what is removed. */
  mend?: () => Promise<void>;
}

/** Milliseconds for which what looks left behind may be on its way. */
export const settledAfter = 60 * 60 * 1000;

export async function* inBatches<Item>(items: AsyncIterable<Item>, size: number): AsyncIterable<Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    if (batch.push(item) < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Of a table that is read by the order of a key: page after page, each with what comes behind the last one's end. */
export async function* pageByPage<Row>(read: (after: Row | null) => Promise<Row[]>): AsyncIterable<Row> {
  let last: Row | null = null;
  for (;;) {
    const rows: Row[] = await read(last);
    if (rows.length === 0) return;
    yield* rows;
    last = rows.at(-1)!;
  }
}
