/** The threads of the open room: which of them stands beside it, and how much is new in those that the reader follows. */
import { limits } from '../../shared/limits.js';
import { roomPath } from '../../shared/paths.js';
import type { ThreadStanding, ThreadView } from '../../shared/threads.js';
import type { LogReader } from '../core/room-log.js';
import { threadIn } from '../shell/place.js';
import { t } from '../ui/page-texts.js';
import { OwnThreads } from './own-threads.js';
import { ThreadPanel } from './thread-panel.js';
import type { ThreadParts } from './thread-parts.js';

export class Threads {
  private readonly panel = document.getElementById('thread')!;
  private readonly own: OwnThreads;
  private open: ThreadPanel | undefined;
  private ending = new AbortController();
  /** Counts what was wanted: an answer that comes after another wish is not shown. */
  private turn = 0;
  /** The place of the message whose thread is on its way. */
  private asked: number | undefined;

  constructor(
    private readonly parts: ThreadParts,
    signal: AbortSignal,
  ) {
    const { room, me, connection, ignoring } = parts;
    this.own = new OwnThreads(room.messages, me.id, connection, ignoring, signal);
    room.messages.decorate((element, { id }) =>
      element.classList.toggle('is-thread-open', id === this.open?.root.id),
    );
    signal.addEventListener('abort', () => this.drop());
  }

  /** The thread that the message at this place is in; without one none. */
  show(seq?: number): void {
    if (seq === undefined) return this.close();
    if (seq === this.open?.root.seq) return this.open.focus();
    // Each further wish would put off the answer.
    if (seq === this.asked) return;
    void this.load(seq).catch(() => {
      this.parts.room.status.tell(t('There is no connection. Try again in a moment.'));
    });
  }

  /** In another tab, on another device, or here. */
  changed(changed: ThreadStanding & { messageId: number }): void {
    this.own.changed(changed);
    if (changed.messageId === this.open?.root.id) this.open.stands(changed);
  }

  private async load(seq: number): Promise<void> {
    const turn = ++this.turn;
    const { room } = this.parts;
    this.asked = seq;
    // What comes while it is asked for is shown once it is there.
    const late: ((open: LogReader) => void)[] = [];
    room.beside = {
      append: (messages) => late.push((open) => open.append(messages)),
      change: (message) => late.push((open) => open.change(message)),
      reset: (messages, hasMore) => late.push((open) => open.reset(messages, hasMore)),
    };
    const view = await this.ask(seq).finally(() => {
      if (turn === this.turn) this.asked = undefined;
    });
    if (turn !== this.turn) return;
    this.put(view);
    for (const take of late) take(this.open!);
  }

  private put(view: ThreadView): void {
    const { room } = this.parts;
    this.end();
    const { signal } = (this.ending = new AbortController());
    const watcher = {
      close: () => this.leave(),
      reopen: () => void this.load(view.root.seq).catch(() => undefined),
      stands: (standing: ThreadStanding) => this.changed({ messageId: view.root.id, ...standing }),
    };
    this.open = new ThreadPanel(this.panel, this.parts, view, watcher, signal);
    room.beside = this.open;
    room.sending.beside = this.open.log;
    this.mark();
    this.open.focus();
  }

  private async ask(seq: number): Promise<ThreadView> {
    const { room, connection } = this.parts;
    await connection.soon();
    const messageId = room.stretch.bySeq(seq)?.id ?? (await this.idAt(seq));
    const answer = await connection.ask('thread', { messageId, limit: limits.threadPage });
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  }

  private async idAt(seq: number): Promise<number> {
    const { room, connection } = this.parts;
    const answer = await connection.ask('history', { roomId: room.id, around: seq, limit: 1 });
    const id = answer.ok && answer.value.messages[0]?.id;
    if (!id) throw new Error('no message at this place');
    return id;
  }

  /** By its cross or Esc: the address is the room's again. */
  private leave(): void {
    const { isBeside } = (history.state ?? {}) as { isBeside?: boolean };
    if (isBeside && threadIn(location.href) !== undefined) return history.back();
    history.replaceState(null, '', roomPath(this.parts.room.session.room.address));
    this.close();
  }

  private close(): void {
    this.turn++;
    this.asked = undefined;
    const opener = this.open && this.parts.room.messages.find(this.open.root.id);
    const hadFocus = this.panel.contains(document.activeElement);
    this.drop();
    if (!hadFocus) return;
    const field = document.querySelector<HTMLElement>('#composer #text');
    (opener ?? field)?.focus({ preventScroll: true });
  }

  private drop(): void {
    this.end();
    this.panel.hidden = true;
    this.panel.replaceChildren();
    this.mark();
  }

  private end(): void {
    this.ending.abort();
    this.open = undefined;
    this.parts.room.beside = undefined;
    this.parts.room.sending.beside = undefined;
  }

  /** The line below the message whose thread is open has a frame. */
  private mark(): void {
    const { messages } = this.parts.room;
    for (const element of messages.inRoom())
      element.classList.toggle('is-thread-open', messages.of(element)?.id === this.open?.root.id);
  }
}
