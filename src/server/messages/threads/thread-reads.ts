import { Injectable, Logger } from '@nestjs/common';

/** Somebody has read a thread up to this seq, whether they follow it or not. */
export interface ThreadRead {
  userId: number;
  roomId: number;
  /** The message that began it. */
  threadId: number;
  seq: number;
}

type Listener = (read: ThreadRead) => Promise<void>;

/** For features that keep what follows from it; `messages` does not know them. */
@Injectable()
export class ThreadReads {
  private readonly logger = new Logger(ThreadReads.name);
  private readonly listeners: Listener[] = [];

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** On the node that was told. Nobody waits for it. */
  announce(read: ThreadRead): void {
    for (const listener of this.listeners)
      listener(read).catch((error: unknown) =>
        this.logger.debug(`Not everybody heard that a thread was read: ${String(error)}`),
      );
  }
}
