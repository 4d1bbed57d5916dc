/**
 * The outcome of the work, or a rejection where it takes longer than so many milliseconds or `signal` aborts: it may wait for who does
 * not hear of that, as for its turn. By a timer of its own, as what `AbortSignal.any` makes of `AbortSignal.timeout` is collected while
 * it is waited for (nodejs/node#57736).
 */
export async function inTime<Result>(
  milliseconds: number,
  work: (until: AbortSignal) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  signal?.throwIfAborted();
  const end = new AbortController();
  const giveUp = new Promise<never>((_resolve, reject) => {
    end.signal.addEventListener('abort', () => reject(end.signal.reason as Error), { once: true });
  });
  const abort = () => end.abort(signal?.reason);
  const timer = setTimeout(() => end.abort(tooLong()), milliseconds);
  signal?.addEventListener('abort', abort);
  try {
    return await Promise.race([work(end.signal), giveUp]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

const tooLong = () => new DOMException('It took too long.', 'TimeoutError');
