/** When to try again what the network broke. */

/** Milliseconds. */
const first = 1_000;
const longest = 30_000;

/**
 * Longer each time, and never at the same moment as others that the same outage has stopped; at once when the browser says that it is
 * online again. Rejects when the signal says so.
 */
export function pause(attempt: number, signal: AbortSignal): Promise<void> {
  const wait = Math.min(first * 2 ** attempt, longest) * (0.5 + Math.random());
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const end = (work: () => void) => () => {
      done.abort();
      clearTimeout(timer);
      work();
    };
    const timer = setTimeout(end(resolve), wait);
    window.addEventListener('online', end(resolve), { signal: done.signal });
    signal.addEventListener(
      'abort',
      end(() => reject(new Error('taken back'))),
      { signal: done.signal },
    );
  });
}

/** So many at a time, in the order of asking. */
export class Places {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async during<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    }
  }
}

/** Not in two tabs at the same time, where the browser can tell: only behind TLS or on this machine. */
export async function alone(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  const { locks } = navigator as Partial<Navigator>;
  if (!locks) return work();
  await locks.request(name, { signal }, work);
}
