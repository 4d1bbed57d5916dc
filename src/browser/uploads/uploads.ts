/** All files that are on their way out of this browser, whichever room or thread they are for. */
import type { Carrier, UnsentFile } from '../core/carried-files.js';
import { newClientId } from '../core/client-id.js';
import { keysWith } from '../core/store.js';
import { say } from '../ui/passing-notice.js';
import { isKnown } from './asking.js';
import { Places } from './patience.js';
import { t } from './texts.js';
import { Upload } from './upload.js';
import type { FileStore, KeptFile } from '../kept/file-store.js';

/** At a time: more of them do not arrive sooner, and leave nothing to what is said meanwhile. */
const atATime = 3;
/** Milliseconds: for which the server keeps what was not sent; until it is asked again. */
const day = 24 * 3_600_000;
const soon = 2_000;

/** Of a voice message. */
interface Voice {
  seconds: number;
  waveform: number[];
}

export class Uploads implements Carrier {
  private readonly places = new Places(atATime);
  private readonly known = new Map<string, Upload>();

  constructor(
    private readonly myId: number,
    private readonly store: FileStore,
    /** A file is there that a message may have waited for. */
    private readonly arrived: () => void,
  ) {
    this.sweep().catch(() => undefined);
  }

  /** Begins as soon as the browser has kept it, or could not: by the time the message is written, it may be there. */
  attach(roomId: number, bytes: File, voice?: Voice): Upload {
    const { name, type, size } = bytes;
    const file = { id: newClientId(), name, type, size, roomId, ...voice, since: Date.now() };
    const upload = this.know(file, bytes);
    this.store
      .add(file, bytes)
      .catch(() =>
        say(t('This browser has no room to keep {{name}}: leave the page open until it is sent.', { name })),
      )
      .finally(() => upload.start());
    return upload;
  }

  /** The same as its message or its draft knows it. */
  of(file: UnsentFile): Upload {
    const known = this.known.get(file.id);
    if (known) return known;
    const upload = this.know({ ...file, roomId: 0, since: Date.now() });
    upload.start();
    return upload;
  }

  /** Whether it is in any message or draft here. */
  isWanted = (id: string): boolean =>
    keysWith(localStorage, 'samovar.').some(
      (key) => isOurs(key, this.myId) && localStorage.getItem(key)!.includes(id),
    );

  idsOf(files: readonly UnsentFile[]): number[] | undefined {
    const ids = files.map((file) => this.of(file).fileId);
    return ids.includes(undefined) ? undefined : (ids as number[]);
  }

  async bringAgain(files: readonly UnsentFile[]): Promise<boolean> {
    try {
      const lost = [];
      for (const upload of files.map((file) => this.of(file)))
        if (upload.fileId !== undefined && !(await isKnown(upload.fileId))) lost.push(upload);
      for (const upload of lost) upload.startAnew();
      return lost.length > 0;
    } catch {
      // No answer: with the next attempt it is asked again.
      await new Promise((resolve) => setTimeout(resolve, soon));
      return true;
    }
  }

  letGo(files: readonly UnsentFile[], isStored: boolean): void {
    for (const { id } of files) {
      this.known.get(id)?.stop(isStored);
      this.known.delete(id);
    }
    this.store.remove(files.map(({ id }) => id)).catch(() => undefined);
  }

  close(): void {
    for (const upload of this.known.values()) upload.stop(true);
    this.store.close();
  }

  private know(file: KeptFile, bytes?: Blob): Upload {
    const upload = new Upload(file, bytes, this.store, this.places);
    this.known.set(file.id, upload);
    upload.watch(() => upload.state.kind === 'there' && this.arrived());
    return upload;
  }

  /** What no message and no draft names any more: its page was closed in the wrong moment. */
  private async sweep(): Promise<void> {
    const old = (await this.store.all()).filter(({ since }) => Date.now() - since > day);
    await this.store.remove(old.map(({ id }) => id).filter((id) => !this.isWanted(id)));
  }
}

const isOurs = (key: string, myId: number) =>
  key.startsWith(`samovar.outbox.${myId}.`) || key.startsWith(`samovar.draft.${myId}.`);
