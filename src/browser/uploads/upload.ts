/** One file on its way: its bytes, then until the server has looked at them; what the network breaks goes on by itself. */
import type { UploadView } from '../../shared/files.js';
import { bring, Refused, token, uploadsPath } from './bringing.js';
import { alone, pause, type Places } from './patience.js';
import { t } from './texts.js';
import type { KeptFile, FileStore } from '../kept/file-store.js';

export type UploadState =
  /** For its turn. */
  | { kind: 'waiting' }
  /** So many bytes of it have gone; `isHeld`: for now there is no way to the server. */
  | { kind: 'going'; sent: number; isHeld?: true }
  /** The server has it all, and looks at it. */
  | { kind: 'looking' }
  | { kind: 'there' }
  /** `isLost`: there is nothing any more that could be sent. */
  | { kind: 'failed'; sentence: string; isLost?: true };

/** Seconds that the server may keep us waiting for what it thinks of a file. */
const wait = 20;

export class Upload {
  state: UploadState = { kind: 'waiting' };
  private readonly hearers = new Set<() => void>();
  private ending = new AbortController();
  private running: Promise<void> | undefined;
  /** What the server was told that the picture shows. */
  private toldAlt = '';
  private shownAt: string | undefined;

  constructor(
    public file: KeptFile,
    /** Undefined: as the store has it. */
    private bytes: Blob | undefined,
    private readonly store: FileStore,
    private readonly places: Places,
  ) {}

  /** By which the server knows it; undefined until it is there. */
  get fileId(): number | undefined {
    return this.state.kind === 'there' ? Number(this.file.url!.split('/').at(-1)) : undefined;
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

  start(): void {
    if (this.running || this.state.kind === 'there') return;
    this.become({ kind: 'waiting' });
    const { signal } = (this.ending = new AbortController());
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
    if (this.state.kind === 'there') this.tellAlt().catch(() => undefined);
  }

  private async carry(signal: AbortSignal): Promise<void> {
    await this.recall();
    const { bytes } = this;
    if (!bytes) return this.become({ kind: 'failed', sentence: notKept(), isLost: true });
    for (;;) {
      if (!this.file.isThere) await this.places.during(() => this.bringAll(bytes, signal));
      if (await this.isTaken(signal)) break;
      this.forgetPlace();
    }
    this.change({ isThere: true });
    await this.insist(() => this.tellAlt(), signal);
    this.become({ kind: 'there' });
  }

  /** What another tab, or this one before it was loaded anew, has done of it. */
  private async recall(): Promise<void> {
    const kept = await this.store.find(this.file.id).catch(() => undefined);
    if (!kept) return;
    this.bytes ??= kept.bytes;
    this.file = { ...kept.file, alt: this.file.alt ?? kept.file.alt };
  }

  private async bringAll(bytes: Blob, signal: AbortSignal): Promise<void> {
    const hearer = {
      at: (url: string) => {
        this.toldAlt = this.file.alt ?? '';
        this.change({ url });
      },
      sent: (sent: number) => {
        attempts = 0;
        this.become({ kind: 'going', sent });
      },
    };
    let attempts = 0;
    const attempt = () => bring(this.file, bytes, hearer, signal);
    await this.insist(attempt, signal, () => attempts++);
  }

  /** Until it is done or refused. */
  private async insist(work: () => Promise<unknown>, signal: AbortSignal, count = counter()): Promise<void> {
    for (;;) {
      try {
        await work();
        return;
      } catch (error) {
        if (signal.aborted || error instanceof Refused) throw error;
        const sent = this.state.kind === 'going' ? this.state.sent : 0;
        this.become({ kind: 'going', sent, isHeld: true });
        await pause(count(), signal);
      }
    }
  }

  /** What the server thinks of it; false where it does not know it. */
  private async isTaken(signal: AbortSignal): Promise<boolean> {
    let isTaken: boolean | undefined;
    await this.insist(async () => {
      while (isTaken === undefined) {
        this.become({ kind: 'looking' });
        const response = await fetch(`${this.file.url}?wait=${wait}`, { signal });
        if (response.status === 404 || response.status === 410) return (isTaken = false);
        if (!response.ok) throw new Error(`answered ${response.status}`);
        const { state, refusal } = (await response.json()) as UploadView;
        if (state === 'refused') throw new Refused(refusal);
        // Not all of it is there after all: from where it is.
        if (state === 'arriving') return (isTaken = false);
        if (state === 'ready') isTaken = true;
      }
    }, signal);
    return isTaken!;
  }

  private async tellAlt(): Promise<void> {
    const { alt = '', url } = this.file;
    if (alt === this.toldAlt) return;
    const response = await fetch(`${url}/alt`, {
      method: 'PUT',
      headers: { 'X-CSRF-Token': token(), 'content-type': 'application/json' },
      body: JSON.stringify({ alt }),
    });
    if (!response.ok && response.status >= 500) throw new Error(`answered ${response.status}`);
    this.toldAlt = alt;
  }

  private broke(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    const sentence = error instanceof Refused ? error.message : t('It could not be sent. Try again.');
    // Another attempt begins anew.
    if (error instanceof Refused) {
      this.giveUp();
      this.forgetPlace();
    }
    this.become({ kind: 'failed', sentence });
  }

  /** What the server has of it goes; should it not hear of that, in a day. */
  private giveUp(): void {
    const headers = { 'X-CSRF-Token': token(), 'Tus-Resumable': '1.0.0' };
    if (this.file.url) fetch(this.file.url, { method: 'DELETE', headers }).catch(() => undefined);
  }

  private forgetPlace(): void {
    this.change({ url: undefined, isThere: undefined });
  }

  private change(change: Partial<KeptFile>): void {
    this.file = { ...this.file, ...change };
    this.keep();
  }

  private keep(): void {
    // Where there is no store, it lives as long as the page.
    this.store.update(this.file).catch(() => undefined);
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

const notKept = () => t('This browser has not kept it. Attach it once more.');

/** Whether the server still knows it, for whoever sends a message with it. */
export async function isKnown(fileId: number): Promise<boolean> {
  const response = await fetch(`${uploadsPath}/${fileId}`);
  if (response.status !== 404 && response.status !== 410 && !response.ok)
    throw new Error(`answered ${response.status}`);
  return response.ok;
}
