/** Asks the server for changes of messages and shows their new state; says why where they are refused. */
import type { EventValue, ClientToServerEvents } from '../../shared/events.js';
import type { MessageView } from '../../shared/messages.js';
import type { Connection } from '../core/connection.js';
import { t } from '../ui/page-texts.js';

type Change = 'edit' | 'delete' | 'react';

/** Milliseconds in which an announcement follows its answer, unless it was lost. */
const announcedWithin = 1_000;

export class Changes {
  constructor(
    private readonly connection: Connection,
    private readonly room: { change(message: MessageView): void; catchUpTo(rev: number): void },
  ) {}

  /** Resolves to undefined once it is done, or else to a sentence for the reader. */
  async ask<Event extends Change>(
    event: Event,
    payload: Parameters<ClientToServerEvents[Event]>[0],
  ): Promise<string | undefined> {
    if (!this.connection.isConnected) return t('There is no connection. Try again in a moment.');
    try {
      const answer = await this.connection.ask(event, payload);
      if (!answer.ok) return answer.error.message;
      this.show(answer.value);
      return undefined;
    } catch {
      return t('No answer came. Try again in a moment.');
    }
  }

  private show(message: EventValue<Change>): void {
    this.room.change(message);
    setTimeout(() => this.room.catchUpTo(message.rev), announcedWithin);
  }
}
