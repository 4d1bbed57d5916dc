/** Asks the server to change a message and shows its new state; says why where it is refused. */
import type { MessageView } from '../../shared/messages.js';
import type { Connection, Payload } from '../core/connection.js';
import { t } from '../ui/page-texts.js';

type Change = 'edit' | 'delete' | 'react' | 'pin' | 'hide_preview';

export class Changing {
  constructor(
    private readonly connection: Connection,
    private readonly show: (message: MessageView) => void,
  ) {}

  /** Resolves to undefined once it is done, or else to a sentence for the reader. */
  async ask<Event extends Change>(event: Event, payload: Payload<Event>): Promise<string | undefined> {
    if (!this.connection.isConnected) return t('There is no connection. Try again in a moment.');
    try {
      const answer = await this.connection.ask(event, payload);
      if (!answer.ok) return answer.error.message;
      this.show(answer.value);
      return undefined;
    } catch {
      return t('There was no answer. Try again in a moment.');
    }
  }
}
