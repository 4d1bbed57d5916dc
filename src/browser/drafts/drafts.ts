/**
 * What the reader has begun to write follows them to their other devices. This browser's own copy comes first, with or without a
 * connection; the server's follows it, and the last writer wins. Nothing is put under the hands of somebody who is writing.
 */
import type { DraftView } from '../../shared/drafts.js';
import type { Answering } from '../composer/answering.js';
import type { ChatSocket } from '../core/connection.js';
import { askServer } from '../ui/api.js';
import { LocalDrafts } from './local-drafts.js';

/** Milliseconds after the last key until the server hears of it. */
const rest = 2_000;

/** Where a draft is written. */
interface Writing {
  field: HTMLTextAreaElement;
  answering: Answering;
  show(text: string): void;
}

export interface FollowedDraft {
  /** It has changed here. */
  wrote(): void;
}

/** The composers of the page, by the keys of their drafts. */
const writings = new Map<string, Writing>();
let drafts: Drafts | undefined;
/** Those in which something was written before there was anybody to tell. */
const untold = new Set<string>();

export function followDraft(key: string, writing: Writing): FollowedDraft {
  writings.set(key, writing);
  const wrote = () => (drafts ? drafts.wrote(key) : void untold.add(key));
  writing.answering.changes = wrote;
  writing.field.addEventListener('blur', () => drafts?.left(key));
  return { wrote };
}

/** `changed`: in which places there are drafts is another thing now. */
export function keepDrafts(userId: number, socket: ChatSocket, changed: () => void): void {
  drafts = new Drafts(userId, socket, changed);
  for (const key of untold) drafts.wrote(key);
  untold.clear();
}

class Drafts {
  private readonly local: LocalDrafts;
  /** Those that the server is about to hear of. */
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Those that it is being told. */
  private readonly going = new Set<string>();
  /** Those that it was told since it was last asked for all. */
  private readonly told = new Set<string>();

  constructor(
    userId: number,
    socket: ChatSocket,
    private readonly changed: () => void,
  ) {
    this.local = new LocalDrafts(userId);
    socket.on('draft_changed', (draft) => this.heard(draft));
    socket.on('connect', () => void this.refresh());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') for (const key of this.timers.keys()) void this.tell(key);
    });
    void this.refresh();
  }

  wrote(key: string): void {
    const isEmpty = this.local.isEmpty(key);
    const known = this.local.known(key);
    // What was sent before the server heard of it is nobody else's business.
    if (isEmpty && known?.id === undefined && !known?.isTold) return this.forget(key);
    this.local.wrote(key);
    if (isEmpty) void this.tell(key);
    else this.soon(key);
  }

  /** Its field has lost the focus: it is told, or what came meanwhile is shown. */
  left(key: string): void {
    if (this.timers.has(key)) void this.tell(key);
    else this.show(key);
  }

  private soon(key: string): void {
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => void this.tell(key), rest),
    );
  }

  private forget(key: string): void {
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    this.local.drop(key);
  }

  private async tell(key: string): Promise<void> {
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    const since = this.local.known(key)?.since;
    // What is under way looks again when it ends.
    if (since === undefined || this.going.has(key)) return;
    this.going.add(key);
    this.local.telling(key);
    const stands = await this.send(key, since).catch(() => undefined);
    this.going.delete(key);
    // Without an answer it stays new, until there is a connection again.
    if (!stands) return;
    this.told.add(key);
    const isLast = this.local.known(key)?.since === since;
    if (isLast) this.local.keep(key, stands);
    else this.local.told(key, stands.id);
    if (isLast) this.show(key);
    else if (this.local.isEmpty(key)) void this.tell(key);
    else this.soon(key);
  }

  private send(key: string, since: number): Promise<DraftView> {
    const { roomId, threadId } = this.local.placeOf(key)!;
    const age = Math.max(0, Date.now() - since);
    const draft = {
      ...{ text: this.local.text(key), threadId, replyTo: this.local.answered(key)?.id, age },
      after: this.local.known(key)?.id,
    };
    // It goes out even where the page is being left.
    return askServer('PUT', `/api/rooms/${roomId}/draft`, draft, { keepalive: true });
  }

  private heard(draft: DraftView): void {
    const key = this.local.keyOf(draft);
    const isOwn = this.going.has(key) || this.local.isNew(key);
    if (!isOwn && (this.local.known(key)?.id ?? 0) < draft.id) this.local.keep(key, draft);
    this.show(key);
    this.changed();
  }

  /** Events may have been missed, and another device may have written while this one was away. */
  private async refresh(): Promise<void> {
    this.told.clear();
    const listed = await all().catch(() => undefined);
    if (!listed) return;
    const byKey = new Map(listed.map((draft) => [this.local.keyOf(draft), draft]));
    for (const key of new Set([...byKey.keys(), ...this.local.keys()])) this.compare(key, byKey.get(key));
    this.changed();
  }

  private compare(key: string, draft: DraftView | undefined): void {
    if (this.local.isNew(key)) {
      if (!this.local.known(key)) this.local.wrote(key);
      return void this.tell(key);
    }
    const known = this.local.known(key)?.id;
    if (this.told.has(key) || this.going.has(key) || known === draft?.id) return;
    if (draft) this.local.keep(key, draft);
    else this.local.drop(key);
    this.show(key, true);
  }

  /** `begins`: the reader has only come here; then an empty field takes it although it has the focus. */
  private show(key: string, begins = false): void {
    const writing = writings.get(key);
    if (!writing?.field.isConnected) return;
    const { field, answering } = writing;
    const isHeld = document.hasFocus() && document.activeElement === field;
    if (isHeld && !(begins && field.value === '')) return;
    if (field.value !== this.local.text(key)) writing.show(this.local.text(key));
    answering.showKept();
  }
}

/** Two pages at most. */
async function all(): Promise<DraftView[]> {
  const found: DraftView[] = [];
  let before: number | null | undefined;
  do {
    const page = await askServer<{ drafts: DraftView[]; next: number | null }>(
      'GET',
      `/api/me/drafts?limit=100${before ? `&before=${before}` : ''}`,
    );
    found.push(...page.drafts);
    before = page.next;
  } while (before !== null);
  return found;
}
