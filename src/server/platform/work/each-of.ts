/**
 * Does `work` with each item, so many at once. After an error no more is begun; it is thrown once what was under way has ended, so
 * that nobody is still at work when it is caught.
 */
export async function eachOf<Item>(
  items: AsyncIterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  let failed = false;
  const workThrough = async () => {
    while (!failed) {
      signal?.throwIfAborted();
      const next = await iterator.next();
      if (next.done) return;
      await work(next.value);
    }
  };
  const stopOthers = (error: unknown) => {
    failed = true;
    throw error;
  };
  const ends = await Promise.allSettled(
    Array.from({ length: atOnce }, () => workThrough().catch(stopOthers)),
  );
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
}
