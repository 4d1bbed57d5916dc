/**
 * The page as the server made it, beside what scripts have made of it since: of this, and of the messages as they stand now,
 * a page is made that can be kept and opened again, offline too; its cursor catches up as after an outage.
 */
import type { LobbyPageData, RoomPageData } from '../../shared/room-page.js';

/** Messages of a page that is kept. */
const most = 60;

/** What scripts add to the log, and what belongs to this visit alone. */
const ofThisVisit =
  '.private, .notice-line, .new-line, .hole-line, .message-toolbar, .message-editor, .preview-player';
const passingClasses = ['is-editing', 'has-menu', 'is-target', 'is-answering'];

export class Frame {
  private page: Document;

  constructor(page: Document) {
    this.page = copyOf(page);
  }

  /** The page that is about to be shown; `isWhole`: not only the room and its people change. */
  shows(page: Document, isWhole: boolean): void {
    if (isWhole) {
      this.page = copyOf(page);
      return;
    }
    this.page.title = page.title;
    for (const id of ['main', 'people'])
      this.page.getElementById(id)?.replaceWith(page.getElementById(id)!.cloneNode(true));
  }

  /** A copy of the page that is shown, as the server made it. */
  copy(): Document {
    return copyOf(this.page);
  }

  /** Answers with the work of making the page of a room in this state; only what may change meanwhile is done at once. */
  pageOf(data: RoomPageData, log: HTMLElement): () => string {
    // Into a page that is not shown: a copy in this one would load each picture, those that nobody has scrolled to, too.
    const shown = this.page.importNode(log, true);
    const page = this.copy();
    const { theme } = document.documentElement.dataset;
    if (theme) page.documentElement.dataset.theme = theme;
    return () => {
      const isCut = clean(shown);
      page.getElementById('log')!.replaceChildren(...shown.childNodes);
      if (data.lastSeq > 0) page.getElementById('empty')?.remove();
      page.getElementById('older')!.hidden = !(data.hasBefore || isCut);
      page.getElementById('newer')!.hidden = !data.hasAfter;
      stand(page, data);
      write(page, { ...data, hasBefore: data.hasBefore || isCut });
      return htmlOf(page);
    };
  }
}

/** They may have come in, left, or read on since the page was made. */
function stand(page: Document, { me, room, stopped }: RoomPageData): void {
  const hide = (id: string, isHidden: boolean) =>
    page.getElementById(id)?.toggleAttribute('hidden', isHidden);
  hide('join-bar', me.member || room.archivedAt !== null);
  hide('composer', !me.member);
  hide('unread-bar', stopped === undefined);
}

/** The same as the server writes it into a page. */
export function write(page: Document, data: LobbyPageData | RoomPageData): void {
  page.getElementById('page-data')!.textContent = JSON.stringify(data).replaceAll('<', '\\u003c');
}

export const htmlOf = (page: Document): string => `<!doctype html>${page.documentElement.outerHTML}`;

/** Without the thread that was open when it was made. */
function copyOf(page: Document): Document {
  const copy = page.cloneNode(true) as Document;
  const thread = copy.getElementById('thread');
  thread?.replaceChildren();
  thread?.setAttribute('hidden', '');
  return copy;
}

/** Leaves what belongs to the room, and no more than may be kept; answers whether older messages went. */
function clean(log: HTMLElement): boolean {
  for (const element of log.querySelectorAll(ofThisVisit)) element.remove();
  // A video that was asked for once is asked for again.
  for (const preview of log.querySelectorAll('.preview.is-playing')) preview.classList.remove('is-playing');
  for (const message of log.children) message.classList.remove(...passingClasses);
  const messages = log.querySelectorAll('.message');
  const first = messages[messages.length - most];
  if (!first || first === messages[0]) return false;
  while (log.firstElementChild !== first) log.firstElementChild!.remove();
  return true;
}
