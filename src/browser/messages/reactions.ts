/** The reactions below messages: which are mine, who reacted, and a click that adds or takes back, shown before it is answered. */
import type { ReactionView } from '../../shared/messages.js';
import type { UserView } from '../../shared/people.js';
import type { ShownMessage } from '../core/stretch.js';
import { recentEmojis } from '../emoji/recent-emojis.js';
import { t } from '../ui/page-texts.js';
import type { Scroller } from '../ui/scroller.js';
import type { Changing } from './changing.js';
import { replaceReactions } from './message-element.js';
import type { MessageList } from './message-list.js';
import { render } from './templates.js';

/** More names than these are counted. */
const mostNames = 8;

interface Wish {
  emoji: string;
  isOn: boolean;
}

export class Reactions {
  /** Message id → what was clicked and is not answered yet. */
  private readonly wishes = new Map<number, Wish[]>();

  constructor(
    private readonly me: UserView,
    private readonly messages: MessageList,
    private readonly scroller: Scroller,
    private readonly changing: Changing,
    private readonly tell: (sentence: string) => void,
  ) {
    messages.decorate((element, message) => this.show(element, message));
  }

  /** Adds the emoji to a message, or takes it back. */
  async toggle(message: ShownMessage, emoji: string): Promise<void> {
    const messageId = message.id;
    const present = this.expected(message).find((reaction) => reaction.emoji === emoji);
    const wish = { emoji, isOn: !present || !this.isMine(present) };
    if (wish.isOn) recentEmojis.add(emoji);
    this.wishes.set(messageId, [...(this.wishes.get(messageId) ?? []), wish]);
    this.redraw(messageId);
    const refusal = await this.changing.ask('react', { messageId, emoji, on: wish.isOn });
    this.answered(messageId, wish, refusal);
  }

  /** An answer showed the true state already; a refusal leaves the state from before. */
  private answered(messageId: number, wish: Wish, refusal: string | undefined): void {
    const left = this.wishes.get(messageId)!.filter((other) => other !== wish);
    if (left.length > 0) this.wishes.set(messageId, left);
    else this.wishes.delete(messageId);
    if (refusal === undefined) return;
    this.tell(refusal);
    this.redraw(messageId);
  }

  /** The message's reactions, with what is still wished for. */
  private expected({ id, reactions }: ShownMessage): ReactionView[] {
    return wished(reactions, this.me, this.wishes.get(id) ?? []);
  }

  private show(element: HTMLElement, message: ShownMessage): void {
    if (this.wishes.has(message.id)) this.draw(element, this.expected(message));
    else this.describe(element, message.reactions);
  }

  private redraw(messageId: number): void {
    const message = this.messages.get(messageId);
    if (message)
      this.scroller.change(() => this.draw(this.messages.find(messageId)!, this.expected(message)));
  }

  private draw(element: HTMLElement, reactions: ReactionView[]): void {
    replaceReactions(element, reactions.length > 0 ? render.reactions({ reactions }) : null);
    this.describe(element, reactions);
  }

  private describe(element: HTMLElement, reactions: ReactionView[]): void {
    const chips = element.querySelectorAll<HTMLElement>('.reaction[data-emoji]');
    reactions.forEach((reaction, index) => {
      const chip = chips[index]!;
      const sentence = this.whoReacted(reaction);
      chip.setAttribute('aria-pressed', String(this.isMine(reaction)));
      chip.setAttribute('aria-label', `${reaction.emoji} ${reaction.users.length}: ${sentence}`);
      chip.dataset.tip = sentence;
    });
  }

  private whoReacted({ users }: ReactionView): string {
    const names = users.map(({ id, username }) => (id === this.me.id ? t('you') : username));
    const shown = names.slice(0, mostNames);
    const more = names.length - shown.length;
    const list = more > 0 ? [...shown, t('{{count}} more', { count: more })] : shown;
    return new Intl.ListFormat(document.documentElement.lang).format(list);
  }

  private isMine = ({ users }: ReactionView) => users.some(({ id }) => id === this.me.id);
}

/** The reactions as they will be when these wishes are granted. */
function wished(reactions: ReactionView[], me: UserView, wishes: Wish[]): ReactionView[] {
  const result = reactions.map(({ emoji, users }) => ({ emoji, users: [...users] }));
  for (const { emoji, isOn } of wishes) {
    let reaction = result.find((other) => other.emoji === emoji);
    if (!reaction) result.push((reaction = { emoji, users: [] }));
    reaction.users = reaction.users.filter(({ id }) => id !== me.id);
    if (isOn) reaction.users.push(me);
  }
  return result.filter(({ users }) => users.length > 0);
}
