/** The reactions below messages: which are mine, who reacted, and a click that adds or takes back, shown before it is answered. */
import type { ReactionView } from '../../shared/messages.js';
import type { UserView } from '../../shared/people.js';
import type { ShownMessage } from '../core/stretch.js';
import { ownEmoji } from '../emoji/own-emoji.js';
import { recentEmojis } from '../emoji/recent-emojis.js';
import { t } from '../ui/page-texts.js';
import type { Scroller } from '../ui/scroller.js';
import type { Changing } from './changing.js';
import { replaceReactions } from './message-element.js';
import type { MessageList } from './message-list.js';
import type { OwnReactions } from './own-reactions.js';
import { render } from './templates.js';

/** More names than these are counted. */
const mostNames = 8;

interface Wish {
  emoji: string;
  isOn: boolean;
}

interface ShownReaction extends ReactionView {
  isMine: boolean;
}

export class Reactions {
  /** Message id → what was clicked and is not answered yet. */
  private readonly wishes = new Map<number, Wish[]>();
  private own: OwnReactions | undefined;

  constructor(
    private readonly me: UserView,
    private readonly messages: MessageList,
    private readonly scroller: Scroller,
    private readonly changing: Changing,
    private readonly tell: (sentence: string) => void,
    /** Whether a reaction is theirs is not known of one that is shown. */
    private readonly wantOwn: () => void,
  ) {
    messages.decorate((element, message) => this.show(element, message));
  }

  /** Comes later: few pages show reactions of so many. */
  know(own: (learned: (messageId: number) => void) => OwnReactions): void {
    this.own = own((messageId) => this.redraw(messageId));
    this.messages.each((element, message) => this.show(element, message));
  }

  /** Adds the emoji to a message, or takes it back. */
  async toggle(message: ShownMessage, emoji: string): Promise<void> {
    const messageId = message.id;
    const present = this.expected(message).find((reaction) => reaction.emoji === emoji);
    const wish = { emoji, isOn: !present?.isMine };
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
    if (refusal === undefined) return this.own?.learn({ messageId, emoji: wish.emoji }, wish.isOn);
    this.tell(refusal);
    this.redraw(messageId);
  }

  /** The message's reactions, with what is still wished for. */
  private expected({ id, reactions }: ShownMessage): ShownReaction[] {
    const shown = reactions.map((reaction) => ({ ...reaction, isMine: this.isMine(id, reaction) }));
    return wished(shown, this.me, this.wishes.get(id) ?? []);
  }

  private isMine(messageId: number, reaction: ReactionView): boolean {
    if (reaction.users.some(({ id }) => id === this.me.id)) return true;
    if (namesAll(reaction)) return false;
    if (!this.own) this.wantOwn();
    return this.own?.has(messageId, reaction) ?? false;
  }

  private show(element: HTMLElement, message: ShownMessage): void {
    if (this.wishes.has(message.id)) this.draw(element, this.expected(message));
    else this.describe(element, this.expected(message));
  }

  private redraw(messageId: number): void {
    const message = this.messages.get(messageId);
    if (message)
      this.scroller.change(() => this.draw(this.messages.find(messageId)!, this.expected(message)));
  }

  private draw(element: HTMLElement, reactions: ShownReaction[]): void {
    replaceReactions(element, reactions.length > 0 ? render.reactions({ reactions }) : null);
    this.describe(element, reactions);
  }

  private describe(element: HTMLElement, reactions: ShownReaction[]): void {
    const chips = element.querySelectorAll<HTMLElement>('.reaction[data-emoji]');
    reactions.forEach((reaction, index) => {
      const chip = chips[index]!;
      const sentence = this.whoReacted(reaction);
      chip.setAttribute('aria-pressed', String(reaction.isMine));
      chip.setAttribute('aria-label', `${reaction.emoji} ${reaction.count}: ${sentence}`);
      chip.dataset.tip = sentence;
    });
  }

  private whoReacted({ users, count, isMine }: ShownReaction): string {
    const isNamed = users.some(({ id }) => id === this.me.id);
    const named = users.map(({ id, name }) => (id === this.me.id ? t('you') : name));
    const names = isMine && !isNamed ? [t('you'), ...named] : named;
    const shown = names.slice(0, mostNames);
    const more = count - shown.length;
    const list = more > 0 ? [...shown, t('{{count}} more', { count: more })] : shown;
    return new Intl.ListFormat(document.documentElement.lang).format(list);
  }
}

/** Whether everybody who reacted so is named. */
const namesAll = ({ users, count }: ReactionView): boolean => users.length >= count;

/**
 * The reactions as they will be when these wishes are granted. Of many people the number stays as the server says it: it may
 * count the reader already.
 */
function wished(reactions: ShownReaction[], me: UserView, wishes: Wish[]): ShownReaction[] {
  const result = new Map(reactions.map((reaction) => [reaction.emoji, reaction]));
  for (const [emoji, isOn] of new Map(wishes.map((wish) => [wish.emoji, wish.isOn]))) {
    const picture = ownEmoji.get(emoji);
    const before = result.get(emoji) ?? {
      emoji,
      users: [],
      count: 0,
      isMine: false,
      ...(picture && { picture }),
    };
    const users = before.users.filter(({ id }) => id !== me.id);
    const wasNamed = users.length < before.users.length;
    const isNamed = isOn && (wasNamed || namesAll(before));
    const count = before.count - Number(wasNamed) + Number(isNamed);
    result.set(emoji, { ...before, users: isNamed ? [...users, me] : users, count, isMine: isOn });
  }
  return [...result.values()].filter(({ count }) => count > 0);
}
