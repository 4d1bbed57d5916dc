/** What calls the reader: marked in the messages, and these are tinted. Live, as words of the reader's own come and go. */
import type { UserView } from '../../shared/people.js';
import type { Keywords } from '../core/keywords.js';
import type { ShownMessage } from '../core/stretch.js';
import { onFormerNames } from '../people/former-names.js';
import { markMentions, unmarkMentions } from './mentions.js';
import type { MessageList } from './message-list.js';

export class CallingMarks {
  constructor(
    messages: MessageList,
    private readonly me: UserView,
    private readonly keywords: Keywords,
    signal: AbortSignal,
  ) {
    messages.decorate((element, message) => this.mark(element, message));
    const anew = (element: HTMLElement, message: ShownMessage) => {
      unmarkMentions(element);
      this.mark(element, message);
    };
    keywords.onChange(() => messages.each(anew), signal);
    onFormerNames(() => messages.each(anew), signal);
  }

  private mark(element: HTMLElement, { author, text, mentions = [], deletedAt }: ShownMessage): void {
    const isMine = author.id === this.me.id;
    const words = isMine || text === undefined ? [] : this.keywords.in(text);
    const everybody = mentions.filter((called) => typeof called === 'string');
    if (!deletedAt) markMentions(element, { me: this.me, mentions, everybody, words });
    const calls = everybody.length > 0 || words.length > 0 || mentions.includes(this.me.id);
    const wasTinted = element.matches('.mentions-me');
    element.classList.toggle('mentions-me', calls && !isMine);
    // A screen reader is told anew.
    if (wasTinted !== element.matches('.mentions-me')) element.removeAttribute('aria-label');
  }
}
