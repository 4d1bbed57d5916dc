/** How much is new in the threads that the reader follows, below the messages that began them. */
import type { Connection } from '../core/connection.js';
import type { Ignoring } from '../core/ignoring.js';
import type { ShownMessage } from '../core/stretch.js';
import type { MessageList } from '../messages/message-list.js';
import { t } from '../ui/page-texts.js';

/** Milliseconds: what a page shows is asked for together; and once one has answered oneself, until one follows by that. */
const [gatherFor, followsWithin] = [50, 1_500];
/** Milliseconds until it is asked again where there is no answer. */
const againAfter = 5_000;
/** Threads in one question. */
const most = 100;

interface Own {
  /** Of others whom they hear; null where the reader does not follow it. */
  unread: number | null;
  /** Of the answers that this was reckoned for. */
  count: number;
}

export class OwnThreads {
  private readonly known = new Map<number, Own>();
  private readonly wanted = new Set<number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly messages: MessageList,
    private readonly myId: number,
    private readonly connection: Connection,
    private readonly ignoring: Ignoring,
    signal: AbortSignal,
  ) {
    ignoring.onChange(() => [...this.known.keys()].forEach((id) => this.want(id)), signal);
    messages.decorate((element, message) => this.show(element, message));
  }

  /** The reader stands otherwise to a thread now. */
  changed({
    messageId,
    following,
    lastReadSeq,
  }: {
    messageId: number;
    following: boolean;
    lastReadSeq: number;
  }): void {
    const { replies } = this.messages.get(messageId) ?? {};
    if (!replies) return;
    const isRead = lastReadSeq >= replies.lastSeq;
    if (following && !isRead) return this.want(messageId);
    this.known.set(messageId, { unread: following ? 0 : null, count: replies.count });
    this.messages.redecorate(messageId);
  }

  private show(element: HTMLElement, { id, replies }: ShownMessage): void {
    const mark = element.querySelector<HTMLElement>(':scope > .replies > .replies-new');
    if (!mark || !replies) return;
    const own = this.known.get(id);
    if (!own) this.want(id);
    else if (own.count !== replies.count) this.count(id, own, replies);
    const unread = own?.unread ?? 0;
    const text = unread === 0 ? '' : t('{{count}} new', { count: unread });
    if (mark.textContent === text) return;
    mark.hidden = unread === 0;
    mark.textContent = text;
    // What a screen reader says of the message names it.
    this.messages.redecorate(id);
  }

  /** More answers came: nobody is asked for what can be reckoned. How many are of people whom the reader ignores is not known. */
  private count(id: number, own: Own, { count, users }: NonNullable<ShownMessage['replies']>): void {
    const isMine = users[0]?.id === this.myId;
    if (own.unread === null) {
      if (isMine) this.want(id, followsWithin);
    } else if (isMine) own.unread = 0;
    else if (users.some((user) => this.ignoring.has(user.id))) this.want(id);
    else own.unread += Math.max(count - own.count, 0);
    own.count = count;
  }

  private want(id: number, within = gatherFor): void {
    this.wanted.add(id);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.ask();
    }, within);
  }

  private async ask(): Promise<void> {
    const messageIds = [...this.wanted].slice(0, most);
    for (const id of messageIds) this.wanted.delete(id);
    const answer = await this.connection.ask('own_threads', { messageIds }).catch(() => undefined);
    if (!answer?.ok) return messageIds.forEach((id) => this.want(id, againAfter));
    const own = new Map(answer.value.threads.map(({ messageId, unread }) => [messageId, unread]));
    for (const id of messageIds) {
      const count = this.messages.get(id)?.replies?.count ?? 0;
      this.known.set(id, { unread: own.get(id) ?? null, count });
      this.messages.redecorate(id);
    }
    for (const id of this.wanted) this.want(id);
  }
}
