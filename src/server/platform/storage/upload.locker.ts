/**
 * One request at a time for each upload; the next one asks the one before it to end. In place of the MemoryLocker of @tus/server,
 * which asks again at every turn of the event loop: one upload that stands still and one request that waits for it take a whole
 * processor for as long.
 */
import type { Lock, Locker, RequestRelease } from '@tus/server';

/** Milliseconds. */
const patience = 30_000;

interface Holder {
  askToEnd: RequestRelease;
  waiting: Set<() => void>;
}

export class UploadLocker implements Locker {
  private readonly holders = new Map<string, Holder>();

  newLock(id: string): Lock {
    return {
      lock: (signal, askToEnd) => this.take(id, signal, askToEnd),
      unlock: () => Promise.resolve(this.leave(id)),
    };
  }

  private async take(id: string, signal: AbortSignal, askToEnd: RequestRelease): Promise<void> {
    const holder = this.holders.get(id);
    if (!holder) return void this.holders.set(id, { askToEnd, waiting: new Set() });
    const turn = this.queue(holder, signal);
    await holder.askToEnd();
    await turn;
    holder.askToEnd = askToEnd;
    // Whoever came meanwhile has asked somebody who is gone.
    if (holder.waiting.size > 0) await askToEnd();
  }

  private queue(holder: Holder, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        holder.waiting.delete(enter);
        settle();
      };
      const enter = end(resolve);
      const giveUp = end(() => reject(taken()));
      const timer = setTimeout(giveUp, patience);
      signal.addEventListener('abort', giveUp);
      holder.waiting.add(enter);
      if (signal.aborted) giveUp();
    });
  }

  private leave(id: string): void {
    const [next] = this.holders.get(id)?.waiting ?? [];
    if (next) next();
    else this.holders.delete(id);
  }
}

/** As tus servers say it; clients try again. */
const taken = (): Error =>
  Object.assign(new Error('the upload is taken'), {
    status_code: 423,
    body: 'Another request writes this upload.\n',
  });
