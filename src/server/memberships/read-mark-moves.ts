import { Injectable, Logger } from '@nestjs/common';

/** Somebody has read a room further than before, up to this seq. */
export interface MovedMark {
  userId: number;
  roomId: number;
  seq: number;
}

type Listener = (marks: MovedMark[]) => Promise<void>;

/** For features that keep what follows from how far people have read; `memberships` does not know them. */
@Injectable()
export class ReadMarkMoves {
  private readonly logger = new Logger(ReadMarkMoves.name);
  private readonly listeners: Listener[] = [];

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** On the node that wrote them, all of a batch together. Nobody waits for it, and nothing is taken back if it fails. */
  announce(marks: MovedMark[]): void {
    if (marks.length === 0) return;
    for (const listener of this.listeners)
      listener(marks).catch((error: unknown) =>
        this.logger.debug(`Not everybody heard of moved marks: ${String(error)}`),
      );
  }
}
