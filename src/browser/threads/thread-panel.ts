/** A thread beside the room: what is written in it, how far it is read, and whether it is followed. */
import { longestMessage } from '../ui/longest-message.js';
import type { MessageView } from '../../shared/messages.js';
import { messagePath, threadPath } from '../../shared/paths.js';
import type { ThreadStanding, ThreadView } from '../../shared/threads.js';
import { threadDraftKey } from '../composer/draft-key.js';
import type { UnsentFile } from '../core/carried-files.js';
import type { Answered } from '../core/unsent.js';
import type { LogReader } from '../core/room-log.js';
import { lineOf } from '../messages/quotes.js';
import { ThreadLog } from './thread-log.js';
import { ThreadMarks } from './thread-marks.js';
import type { ThreadParts } from './thread-parts.js';
import { render } from './templates.js';

interface Watcher {
  close(): void;
  /** Too much has come while nobody listened. */
  reopen(): void;
  stands(standing: ThreadStanding): void;
}

export class ThreadPanel implements LogReader {
  readonly log: ThreadLog;
  private readonly marks: ThreadMarks;
  private readonly composer: ReturnType<ThreadParts['compose']> | undefined;

  constructor(
    private readonly panel: HTMLElement,
    private readonly parts: ThreadParts,
    private readonly view: ThreadView,
    private readonly watcher: Watcher,
    signal: AbortSignal,
  ) {
    const { connection, canWrite, room } = parts;
    const { session } = room;
    const typed = panel.querySelector('textarea')?.value ?? '';
    const canAnswer = canWrite && session.me.member;
    panel.replaceChildren(...render.panel(this.shown(canAnswer)));
    panel.hidden = false;
    this.marks = new ThreadMarks(view.root.id, view, connection, (standing) => watcher.stands(standing));
    this.log = new ThreadLog(
      panel,
      parts,
      view,
      canAnswer ? (message) => this.composer?.answer(message) : undefined,
      () => this.look(),
    );
    this.composer = this.compose(typed);
    this.watch(signal);
    this.look();
  }

  get root(): MessageView {
    return this.view.root;
  }

  /** Where one writes; on a touch screen its keyboard would cover what was just opened. */
  focus(): void {
    const field = matchMedia('(pointer: coarse)').matches ? null : this.panel.querySelector('textarea');
    (field ?? this.panel.querySelector<HTMLElement>('#thread-title'))?.focus({ preventScroll: true });
  }

  append = (messages: MessageView[]): void => this.log.append(messages);
  reset = (): void => this.watcher.reopen();

  change(message: MessageView): void {
    this.composer?.answering.changed(message, () => lineOf(message.text ?? '', message.html));
    this.log.change(message);
  }

  /** How the reader stands to it, here or elsewhere. */
  stands(standing: ThreadStanding): void {
    this.marks.learn(standing);
    const button = this.panel.querySelector<HTMLButtonElement>('.thread-follow button');
    button?.setAttribute('aria-pressed', String(standing.following));
    if (button) button.value = standing.following ? 'no' : 'yes';
    this.look();
  }

  private shown(canWrite: boolean): object {
    const { root, following } = this.view;
    const { room, me } = this.parts.room.session;
    return {
      ...{ root, room, following, canWrite, maxlength: longestMessage() },
      canFollow: me.member,
      path: threadPath(room.address, root.seq),
      closeHref: messagePath(room.address, root.seq),
    };
  }

  private compose(typed: string) {
    const form = this.panel.querySelector<HTMLFormElement>('#thread-composer');
    if (!form) return undefined;
    const { room, draftKey, typing, compose } = this.parts;
    const field = form.querySelector('textarea')!;
    field.value = typed;
    const listener = {
      sent: (text: string, answers: Answered | undefined, files: UnsentFile[], noPreview?: boolean) => {
        room.sending.write(text, answers, files, noPreview);
        this.log.scroller.toEnd();
      },
      typing,
      answers: () => this.whole(),
    };
    return compose(form, field, threadDraftKey(draftKey, this.root.id), listener);
  }

  /** Without a line that says otherwise the first message is answered. */
  private whole(): Answered {
    const { id, seq, author, text = '', html } = this.root;
    return { id, seq, author, text: lineOf(text, html), threadId: id };
  }

  private look(): void {
    if (document.visibilityState !== 'visible') return;
    const seq = this.log.lastInView;
    if (seq !== undefined) this.marks.saw(seq);
  }

  private watch(signal: AbortSignal): void {
    const { panel } = this;
    panel.addEventListener('click', (event) => this.clicked(event), { signal });
    panel.querySelector('.thread-follow')?.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.follow();
    });
    document.addEventListener('visibilitychange', () => this.look(), { signal });
    document.addEventListener('keydown', (event) => this.pressed(event), { signal });
    signal.addEventListener('abort', () => this.marks.stop());
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as Element;
    const quote = target.closest<HTMLAnchorElement>('.quote');
    const isClose = target.closest('[data-thread-close]') !== null;
    const seq = Number(quote?.hash.slice(2));
    if (!isClose && !(quote && this.log.show(seq))) return;
    event.preventDefault();
    if (isClose) this.watcher.close();
  }

  /** What is nearer takes Esc first: suggestions, a menu, an answer that was begun, a message that has the focus. */
  private pressed(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.shiftKey || event.defaultPrevented || event.isComposing) return;
    if (document.querySelector('dialog[open], :popover-open')) return;
    event.preventDefault();
    this.watcher.close();
  }

  private async follow(): Promise<void> {
    const on = this.panel.querySelector('.thread-follow [aria-pressed=true]') === null;
    const wanted = { messageId: this.root.id, on };
    const answer = await this.parts.connection.ask('follow_thread', wanted).catch(() => undefined);
    if (answer?.ok) this.watcher.stands(answer.value);
  }
}
