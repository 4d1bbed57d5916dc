/** The pictures of a room in the order in which they came, read in parts to both sides of the one that is looked at. */
import type { FileCountsView, RoomFilesView, RoomFileView } from '../../shared/files.js';
import type { MessageView } from '../../shared/messages.js';
import { aheadOf, behind } from '../../shared/rules/file-cursor.js';
import { askServer } from '../ui/api.js';
import { withAlt } from './viewed.js';

/** Of one part, and of one when the way leads to an end. */
const part = 30;
const most = 100;

export interface PictureList {
  roomId: number;
  /** Those of the page's own filters, as in its address; without a kind. */
  filters?: Record<string, string>;
  /** Only these: of a message of another room. */
  isWhole?: boolean;
}

export class RoomPictures {
  /** Those that are here, as they are read: the oldest first, those of a message in its order. */
  shown: RoomFileView[] = [];
  /** As the server lists them, the other way round: of a message the last one comes first. */
  private found: RoomFileView[] = [];
  private hasOlder: boolean;
  private hasNewer: boolean;
  private total: number | undefined;
  /** Of what is asked: nothing is asked twice at a time. */
  private readonly asked = new Map<'before' | 'after', Promise<void>>();

  constructor(
    private readonly list: PictureList,
    /** In the server's order, the other way round. */
    begun: RoomFileView[],
  ) {
    this.keep(begun);
    this.hasOlder = this.hasNewer = !list.isWhole;
    if (list.isWhole) this.total = begun.length;
  }

  /** Of how many; undefined where that is not known. */
  async count(): Promise<void> {
    if (this.total !== undefined || this.list.filters) return;
    const counts = await askServer<FileCountsView>('GET', `${this.path}/counts`);
    this.total = counts.picture;
  }

  /** `81 of 84`: known where one of the ends is. */
  placeOf({ id }: RoomFileView): { place: number; total: number } | undefined {
    const index = this.shown.findIndex((picture) => picture.id === id);
    const total = this.hasOlder || this.hasNewer ? this.total : this.shown.length;
    if (total === undefined || (this.hasOlder && this.hasNewer)) return undefined;
    const place = this.hasNewer ? index + 1 : total - (this.shown.length - 1 - index);
    return { place, total };
  }

  /** The next one to that side; undefined where there is none, or it is not here yet. */
  beside({ id }: RoomFileView, step: 1 | -1): RoomFileView | undefined {
    return this.shown[this.shown.findIndex((picture) => picture.id === id) + step];
  }

  /** Sees to it that some are here to that side of one of them; resolves at once where they are, or there are none. */
  async reach({ id }: RoomFileView, step: 1 | -1, enough = 5): Promise<void> {
    const index = this.shown.findIndex((picture) => picture.id === id);
    const left = step === 1 ? this.shown.length - 1 - index : index;
    const isMore = step === 1 ? this.hasNewer : this.hasOlder;
    if (left < enough && isMore) await this.more(step === 1 ? 'after' : 'before', part);
  }

  /** The oldest or the newest of all. */
  async end(step: 1 | -1): Promise<RoomFileView | undefined> {
    if (step === 1 && this.hasNewer) await this.newest();
    while (step === -1 && this.hasOlder) await this.more('before', most);
    return this.shown.at(step === 1 ? -1 : 0);
  }

  /** Those of a message that was deleted. */
  forget(gone: (picture: RoomFileView) => boolean): void {
    const left = this.found.filter((picture) => !gone(picture));
    if (this.total !== undefined) this.total -= this.found.length - left.length;
    this.keep(left);
  }

  /** A message changed: what is said of its pictures. */
  changed({ files = [] }: MessageView): void {
    for (const { id, alt } of files) {
      const known = this.shown.find((picture) => picture.id === id);
      if (known) this.replace(withAlt(known, alt));
    }
  }

  replace(picture: RoomFileView): void {
    this.keep(this.found.map((one) => (one.id === picture.id ? picture : one)));
  }

  private more(side: 'before' | 'after', limit: number): Promise<void> {
    const begun = this.asked.get(side);
    if (begun) return begun;
    const asking = this.ask(side, limit).finally(() => this.asked.delete(side));
    this.asked.set(side, asking);
    return asking;
  }

  private async ask(side: 'before' | 'after', limit: number): Promise<void> {
    const from = this.found.at(side === 'before' ? 0 : -1)!;
    // All of its message once more: the picture itself may be gone.
    const edge = side === 'before' ? aheadOf(from.seq) : behind(from.seq);
    const { files, next } = await this.page({ [side]: String(edge), limit: String(limit) });
    // Meanwhile somebody went to the newest: these would stand beside what they are not next to.
    if (this.found.at(side === 'before' ? 0 : -1)?.id !== from.id) return;
    const isThere = files.some(({ id }) => id === from.id);
    const kept = this.found.filter(({ messageId }) => !isThere || messageId !== from.messageId);
    const more = files.toReversed().filter(({ id }) => !kept.some((one) => one.id === id));
    this.keep(side === 'before' ? [...more, ...kept] : [...kept, ...more]);
    this[side === 'before' ? 'hasOlder' : 'hasNewer'] = next !== null;
  }

  private keep(found: RoomFileView[]): void {
    this.found = found;
    const messages: RoomFileView[][] = [];
    for (const picture of found) {
      const last = messages.at(-1);
      if (last?.[0]!.messageId === picture.messageId) last.unshift(picture);
      else messages.push([picture]);
    }
    this.shown = messages.flat();
  }

  /** Instead of what is here: what lies between is read when somebody goes there. */
  private async newest(): Promise<void> {
    const { files, next } = await this.page({ limit: String(part) });
    if (files.length > 0) this.keep(files.toReversed());
    this.hasNewer = false;
    this.hasOlder = next !== null;
  }

  private page(edge: Record<string, string>): Promise<RoomFilesView> {
    const query = new URLSearchParams({ ...this.list.filters, kind: 'picture', ...edge });
    return askServer('GET', `${this.path}?${query.toString()}`);
  }

  private get path(): string {
    return `/api/rooms/${this.list.roomId}/files`;
  }
}
