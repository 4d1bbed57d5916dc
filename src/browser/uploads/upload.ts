/** One file on its way: its bytes, then until the server has looked at them; what the network breaks goes on by itself. */
import { describeAt, giveUpAt, stateAt } from './asking.js';
import { bring, NotNow, Refused } from './bringing.js';
import { alone, pause, type Places } from './patience.js';
import { t } from './texts.js';
import type { KeptFile, FileStore } from '../kept/file-store.js';

export type UploadState =
  /** For its turn. */
  | { kind: 'waiting' }
  /** So many bytes of it have gone; `isHeld`: for now it does not go on, and `reason` is what the server says about that. */
  | { kind: 'going'; sent: number; isHeld?: true; reason?: string | undefined }
  /** The server has it all, and looks at it. */
  | { kind: 'looking' }
  | { kind: 'there' }
  | { kind: 'failed'; reason: string };

export class Upload {
  state: UploadState = { kind: 'waiting' };
  private readonly hearers = new Set<() => void>();
  private readonly ending = new AbortController();
  private running: Promise<void> | undefined;
  private telling: Promise<void> | undefined;
  private shownAt: string | undefined;

  constructor(
    public file: KeptFile,
    /** Undefined: as the store has it. */
    private bytes: Blob | undefined,
    private readonly store: FileStore,
    private readonly places: Places,
  ) {}

  /** By which the server knows it; undefined until it is there, with what it shows. */
  get fileId(): number | undefined {
    const isDone = this.state.kind === 'there' && this.isDescribed;
    return isDone ? Number(this.file.url!.split('/').at(-1)) : undefined;
  }

  /** An address in this browser at which a picture is shown; undefined for what is none. */
  get look(): string | undefined {
    if (this.bytes && /^image\/(?!svg)/.test(this.file.type))
      this.shownAt ??= URL.createObjectURL(this.bytes);
    return this.shownAt;
  }

  /** Tells of every change, until the signal. */
  watch(hear: () => void, signal?: AbortSignal): void {
    this.hearers.add(hear);
    signal?.addEventListener('abort', () => this.hearers.delete(hear));
  }

  /** Not after its end: what was taken back while the browser still kept its bytes stays where it is. */
  start(): void {
    const { signal } = this.ending;
    if (this.running || signal.aborted || this.state.kind === 'there') return;
    this.become({ kind: 'waiting' });
    this.running = alone(`samovar.file.${this.file.id}`, signal, () => this.carry(signal))
      .catch((error: unknown) => this.broke(error, signal))
      .finally(() => (this.running = undefined));
  }

  /** The server lost it: from the beginning. */
  startAnew(): void {
    this.state = { kind: 'waiting' };
    this.forgetPlace();
    this.start();
  }

  /** Nobody wants it any more; `isPosted`: it belongs to a message, and the server keeps it. */
  stop(isPosted: boolean): void {
    this.ending.abort();
    this.hearers.clear();
    if (this.shownAt) URL.revokeObjectURL(this.shownAt);
    if (!isPosted) this.giveUp();
  }

  /** What the picture shows; told to the server as soon as it has the picture. */
  describe(alt: string): void {
    this.change({ alt });
    this.become(this.state);
    if (this.state.kind === 'there') this.tellAlt(this.ending.signal).catch(() => undefined);
  }

  private async carry(signal: AbortSignal): Promise<void> {
    await this.recall();
    const { bytes } = this;
    if (!bytes) return this.become({ kind: 'failed', reason: notKept() });
    do await this.bringAll(bytes, signal);
    while (!(await this.isTaken(signal)));
    this.change({ isThere: true });
    await this.tellAlt(signal);
    this.become({ kind: 'there' });
  }

  /** What another tab, or this one before it was loaded anew, has done of it. */
  private async recall(): Promise<void> {
    const kept = await this.store.find(this.file.id).catch((error: unknown) => {
      // No answer says nothing of what is kept.
      if (!this.bytes) throw error;
    });
    if (!kept) return;
    this.bytes ??= kept.bytes;
    this.file = { ...kept.file, alt: this.file.alt ?? kept.file.alt };
  }

  /** Its place is another's while it waits for the next attempt. */
  private async bringAll(bytes: Blob, signal: AbortSignal): Promise<void> {
    if (this.file.isThere) return;
    let [attempts, most] = [0, 0];
    const attempt = () => {
      const { file } = this;
      const hearer = {
        at: (url: string) => {
          // Its creation alone tells what it shows; meanwhile that may be said anew.
          if (!file.url) this.change({ url, toldAlt: file.alt });
        },
        gone: () => this.forgetPlace(),
        sent: (sent: number) => this.become({ kind: 'going', sent }),
        has: (had: number) => {
          if (had > most) [attempts, most] = [0, had];
        },
      };
      return bring(file, bytes, hearer, signal);
    };
    await this.insist(
      () => this.places.during(attempt),
      signal,
      () => attempts++,
    );
  }

  /** Until it is done or refused. */
  private async insist<Value>(
    work: () => Promise<Value>,
    signal: AbortSignal,
    count = counter(),
  ): Promise<Value> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (signal.aborted || error instanceof Refused) throw error;
        this.hold(error instanceof NotNow ? error.reason : undefined);
        await pause(count(), signal);
      }
    }
  }

  private hold(reason: string | undefined): void {
    // What it shows is told beside everything else.
    if (this.state.kind === 'there') return;
    const sent = this.state.kind === 'going' ? this.state.sent : 0;
    this.become({ kind: 'going', sent, isHeld: true, reason });
  }

  /** What the server thinks of it; false where it has not all of it, from where it is brought then. */
  private async isTaken(signal: AbortSignal): Promise<boolean> {
    const ask = () => {
      this.become({ kind: 'looking' });
      return stateAt(this.file.url!, signal);
    };
    let state = await this.insist(ask, signal);
    while (state === 'looking') state = await this.insist(ask, signal);
    if (state === 'gone') this.forgetPlace();
    if (state === 'arriving') this.change({ isThere: undefined });
    return state === 'ready';
  }

  private get isDescribed(): boolean {
    return (this.file.alt ?? '') === (this.file.toldAlt ?? '');
  }

  /** Until the server knows what it shows, however often that is said anew. */
  private tellAlt(signal: AbortSignal): Promise<void> {
    this.telling ??= this.insist(() => this.tryToTell(), signal).finally(() => (this.telling = undefined));
    return this.telling;
  }

  private async tryToTell(): Promise<void> {
    // Lost meanwhile, it is told with its creation.
    while (!this.isDescribed && this.file.url) {
      const { alt = '', url } = this.file;
      await describeAt(url, alt);
      this.change({ toldAlt: alt });
    }
    // Its message may have waited for that.
    this.become(this.state);
  }

  private broke(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    const reason = error instanceof Refused ? error.message : t('It could not be sent. Try again.');
    // Another attempt begins anew.
    if (error instanceof Refused) {
      this.giveUp();
      this.forgetPlace();
    }
    this.become({ kind: 'failed', reason });
  }

  private giveUp(): void {
    if (this.file.url) giveUpAt(this.file.url);
  }

  private forgetPlace(): void {
    this.change({ url: undefined, isThere: undefined, toldAlt: undefined });
  }

  private change(change: Partial<KeptFile>): void {
    this.file = { ...this.file, ...change };
    // Where there is no store, it lives as long as the page.
    this.store.update(this.file.id, change).catch(() => undefined);
  }

  private become(state: UploadState): void {
    if (this.ending.signal.aborted) return;
    this.state = state;
    for (const hear of [...this.hearers]) hear();
  }
}

function counter(): () => number {
  let count = 0;
  return () => count++;
}

/** Of one that fails, or that the server puts off with a sentence. */
export function reasonOf(state: UploadState): string | undefined {
  return state.kind === 'failed' || state.kind === 'going' ? state.reason : undefined;
}

const notKept = () => t('This browser has not kept it. Attach it once more.');
