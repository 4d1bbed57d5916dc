import { Injectable, Logger } from '@nestjs/common';

/** Somebody has read a room further than before, up to this seq. */
export interface MovedMark {
  userId: number;
  roomId: number;
  seq: number;
}

/** They took that back: their marks stood at these seqs since this moment, and are where they were before. */
export interface ReturnedMarks {
  userId: number;
  since: Date;
  marks: { roomId: number; seq: number }[];
}

type Listener<Told> = (told: Told) => Promise<void>;

/** For features that keep what follows from how far people have read; `memberships` does not know them. */
@Injectable()
export class ReadMarkMoves {
  private readonly logger = new Logger(ReadMarkMoves.name);
  private readonly listeners: Listener<MovedMark[]>[] = [];
  private readonly returnListeners: Listener<ReturnedMarks>[] = [];

  subscribe(listener: Listener<MovedMark[]>): void {
    this.listeners.push(listener);
  }

  subscribeToReturns(listener: Listener<ReturnedMarks>): void {
    this.returnListeners.push(listener);
  }

  /** On the node that wrote them, all of a batch together. Resolves when everybody has done; nothing is taken back if that fails. */
  announce(marks: MovedMark[]): Promise<void> {
    return marks.length === 0 ? Promise.resolve() : this.tell(this.listeners, marks);
  }

  announceReturn(returned: ReturnedMarks): Promise<void> {
    return this.tell(this.returnListeners, returned);
  }

  private async tell<Told>(listeners: Listener<Told>[], told: Told): Promise<void> {
    for (const outcome of await Promise.allSettled(listeners.map((listener) => listener(told))))
      if (outcome.status === 'rejected')
        this.logger.debug(`Not everybody heard of moved marks: ${String(outcome.reason)}`);
  }
}
