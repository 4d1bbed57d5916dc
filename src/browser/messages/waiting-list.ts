/** Bubbles of what is not answered yet, below the messages: they stand as the messages will that come in their place. */
import { parseCommand } from '../../shared/rules/commands.js';
import type { MessageKind, MessageView } from '../../shared/messages.js';
import type { UserView } from '../../shared/people.js';
import type { Unsent } from '../core/unsent.js';
import { arrange } from './arrangement.js';
import { formatted } from './formatter.js';
import { markMentions } from './mentions.js';
import type { MessageList } from './message-list.js';
import { render } from './templates.js';

/** What can be done about a message that is not sent yet. */
export interface UnsentActions {
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** False where it may be stored with it already. */
  leaveOut(clientId: string, fileId: string): boolean;
}

/** Shows the files of such a message in its bubble, by way of `change`: at once, or when what they need for it is there. */
export interface UnsentFiles {
  show(
    bubble: HTMLElement,
    unsent: Unsent,
    actions: UnsentActions,
    change: (mutate: () => void) => void,
  ): void;
}

export class WaitingList {
  /** Message id → the clientId of its bubble. */
  private readonly stored = new Map<number, string>();

  constructor(
    private readonly list: HTMLElement,
    private readonly me: UserView,
    private readonly messages: MessageList,
    private readonly parts: { outbox: UnsentActions; uploads: UnsentFiles },
    /** Changes what is on the page without moving what is read. */
    private readonly change: (mutate: () => void) => void,
  ) {
    list.addEventListener('click', ({ target }) => {
      const button = (target as Element).closest<HTMLElement>('[data-do]');
      const clientId = button?.closest<HTMLElement>('.message')?.dataset.clientId;
      if (!button || clientId === undefined) return;
      if (button.dataset.do === 'discard') return parts.outbox.discard(clientId);
      this.setRefusal(this.find(clientId)!, undefined);
      parts.outbox.retry(clientId);
    });
  }

  add(unsent: Unsent): void {
    const { kind, text } = said(unsent);
    const html = kind === 'text' ? formatted(text) : null;
    const isKnown = typeof html === 'string' || html === null;
    this.list.append(this.bubble(unsent, isKnown ? html : null));
    this.arrange();
    if (!isKnown) void html.then((late) => this.format(unsent, late));
  }

  refuse({ clientId, refusal }: Unsent): void {
    const bubble = this.find(clientId);
    if (!bubble) return;
    bubble.classList.remove('guessed');
    this.setRefusal(bubble, refusal);
    this.arrange();
  }

  remove(clientId: string): void {
    this.find(clientId)?.remove();
    this.arrange();
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
    if (this.list.childElementCount === 0) return;
    for (const { id, author, text } of messages) {
      const settled = this.stored.get(id);
      if (settled !== undefined && this.stored.delete(id)) this.find(settled)?.remove();
      if (inFlight && author.id === this.me.id && text === said(inFlight).text)
        this.find(inFlight.clientId)?.classList.add('guessed');
    }
    this.arrange();
  }

  private bubble(unsent: Unsent, html: string | null): HTMLElement {
    const { createdAt, clientId, answers } = unsent;
    const quoted = answers && { ...answers, href: `#m${answers.seq}` };
    const context = { ...said(unsent), html, quoted, createdAt, author: this.me, pending: true };
    const bubble = render.message(context);
    bubble.dataset.clientId = clientId;
    markMentions(bubble, { me: this.me });
    this.setRefusal(bubble, unsent.refusal);
    if (unsent.files) this.parts.uploads.show(bubble, unsent, this.parts.outbox, this.change);
    return bubble;
  }

  /** The formatting came after the bubble. */
  private format(unsent: Unsent, html: string | null): void {
    const bubble = this.find(unsent.clientId);
    if (!bubble || html === null) return;
    this.change(() => {
      bubble.replaceWith(this.bubble(unsent, html));
      this.arrange();
    });
  }

  /** By the rule of the messages, as one of which each will stand there. */
  private arrange(): void {
    for (const line of this.list.querySelectorAll('.line')) line.remove();
    const bubbles = [...this.list.querySelectorAll<HTMLElement>('.message:not(.guessed)')];
    const rows = bubbles.map((element) => {
      const { kind, created } = element.dataset;
      return { element, message: { author: this.me, kind: kind as MessageKind, createdAt: created! } };
    });
    arrange(rows, this.messages.last);
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
function said({ text }: Unsent): { kind: MessageKind; text: string } {
  const command = parseCommand(text);
  if (command.name === 'me') return { kind: 'action', text: command.text };
  return { kind: 'text', text: command.name === 'say' ? command.text : text };
}
