/** Bubbles of what is not answered yet, below the messages. */
import { parseCommand } from '../../shared/rules/commands.js';
import type { MessageView } from '../../shared/messages.js';
import type { UserView } from '../../shared/people.js';
import { render } from './templates.js';
import type { Unsent } from '../core/outbox.js';

export class WaitingList {
  /** Message id → the clientId of its bubble. */
  private readonly stored = new Map<number, string>();

  constructor(
    private readonly list: HTMLElement,
    private readonly me: UserView,
    actions: { retry(clientId: string): void; discard(clientId: string): void },
  ) {
    list.addEventListener('click', ({ target }) => {
      const button = (target as Element).closest<HTMLElement>('[data-do]');
      const clientId = button?.closest<HTMLElement>('.message')?.dataset.clientId;
      if (!button || clientId === undefined) return;
      if (button.dataset.do === 'discard') return actions.discard(clientId);
      this.setRefusal(this.find(clientId)!, undefined);
      actions.retry(clientId);
    });
  }

  add(unsent: Unsent): void {
    const { text, createdAt, clientId, answers } = unsent;
    const quoted = answers && { ...answers, href: `#m${answers.seq}` };
    const context = {
      quoted,
      text,
      createdAt,
      kind: 'text',
      author: this.me,
      pending: true,
      startsGroup: true,
    };
    const bubble = render.message(context);
    bubble.dataset.clientId = clientId;
    this.list.append(bubble);
    this.setRefusal(bubble, unsent.refusal);
  }

  refuse({ clientId, refusal }: Unsent): void {
    const bubble = this.find(clientId);
    if (!bubble) return;
    bubble.classList.remove('guessed');
    this.setRefusal(bubble, refusal);
  }

  remove(clientId: string): void {
    this.find(clientId)?.remove();
  }

  /** Stored: the bubble stays until the log shows the message itself. */
  settle(clientId: string, messageId: number): void {
    this.stored.set(messageId, clientId);
  }

  /**
   * The log now shows these: their bubbles go. A message that comes before its answer is known by its text only; its
   * bubble hides until the answer decides.
   */
  shown(messages: MessageView[], inFlight: Unsent | undefined): void {
    const sent = inFlight && textOf(inFlight);
    for (const { id, author, text } of messages) {
      const settled = this.stored.get(id);
      if (settled !== undefined && this.stored.delete(id)) this.remove(settled);
      if (inFlight && author.id === this.me.id && text === sent)
        this.find(inFlight.clientId)?.classList.add('guessed');
    }
  }

  private setRefusal(bubble: HTMLElement, refusal: string | undefined): void {
    bubble.querySelector<HTMLElement>('.message-refusal')!.hidden = refusal === undefined;
    bubble.querySelector('.refusal-text')!.textContent = refusal ?? '';
    bubble.querySelector<HTMLElement>('.message-time')!.hidden = refusal !== undefined;
  }

  private find = (clientId: string) =>
    this.list.querySelector<HTMLElement>(`[data-client-id="${CSS.escape(clientId)}"]`);
}

/** What the room will show of it: a command's own word is not part of the message. */
function textOf({ text }: Unsent): string | undefined {
  const command = parseCommand(text);
  return command.name === 'say' || command.name === 'me' ? command.text : undefined;
}
