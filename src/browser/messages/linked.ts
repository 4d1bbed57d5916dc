/** A message of this server that a link leads to, quoted below: each reader's browser asks for it, as not everybody may read it. */
import type { LinkedView } from '../../shared/preview-events.js';
import { messagePath } from '../../shared/paths.js';
import { showsPreviews } from '../ui/previews-shown.js';
import type { Scroller } from '../ui/scroller.js';
import type { MessageList } from './message-list.js';
import { lineOf, quoteOn } from './quotes.js';
import { render } from './tool-templates.js';

interface Place {
  address: string;
  seq: number;
}

/** Milliseconds for which an answer is right enough to be shown again. */
const freshFor = 60_000;
/** Answers that a page remembers. */
const most = 200;

interface Answer {
  at: number;
  message: Promise<LinkedView | undefined>;
}

/** Of the whole page: a room and a thread beside it show the same. */
const answers = new Map<string, Answer>();

export class Linked {
  /** What is not in view may never be. */
  private readonly watching: IntersectionObserver;

  constructor(
    log: HTMLElement,
    messages: MessageList,
    private readonly scroller: Scroller,
  ) {
    this.watching = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries)
        if (isIntersecting) void this.show(target as HTMLElement);
    });
    messages.decorate((element, message) => {
      const { id, deletedAt, editedAt } = message;
      if (deletedAt || editedAt) changed(log, id, deletedAt ? undefined : quoteOn(element, message));
      const place = placeIn(element);
      const shown = element.querySelector<HTMLAnchorElement>(':scope > .linked');
      if (shown && (!place || shown.pathname !== pathOf(place))) shown.remove();
      if (place && showsPreviews()) this.watching.observe(element);
    });
  }

  private async show(element: HTMLElement): Promise<void> {
    this.watching.unobserve(element);
    const place = placeIn(element);
    if (!place) return;
    const linked = await asked(place);
    if (!linked || !element.isConnected || pathOf(placeIn(element)) !== pathOf(place)) return;
    // Two changes of the message may have asked for it.
    if (element.querySelector(':scope > .linked')) return;
    const { room, message } = linked;
    const text = lineOf(message.text || message.files?.[0]?.name || '', message.html);
    const shown = render.linked({
      ...{ id: message.id, author: message.author, createdAt: message.createdAt, text },
      ...{ roomName: room.name, href: messagePath(place.address, place.seq) },
    });
    shown.tabIndex = element.tabIndex;
    this.scroller.change(() => element.querySelector(':scope > .message-text')!.after(shown));
  }
}

/** What was deleted is not shown any more, and what was edited as it is now. */
function changed(log: HTMLElement, messageId: number, text: string | undefined): void {
  for (const shown of log.querySelectorAll(`[data-linked="${messageId}"]`)) {
    if (text === undefined) shown.remove();
    else shown.querySelector('.linked-text')!.textContent = text;
  }
  for (const [key, { message }] of answers)
    void message.then((linked) => linked?.message.id === messageId && answers.delete(key));
}

function asked({ address, seq }: Place): Promise<LinkedView | undefined> {
  const query = new URLSearchParams({ address, seq: String(seq) }).toString();
  const known = answers.get(query);
  if (known && known.at > performance.now() - freshFor) return known.message;
  const message = answer(`/api/linked-message?${query}`);
  answers.delete(query);
  answers.set(query, { at: performance.now(), message });
  for (const [oldest] of answers) if (answers.size > most) answers.delete(oldest);
  return message;
}

/** Undefined for what is not there, not theirs to read, or cannot be asked for now. */
async function answer(path: string): Promise<LinkedView | undefined> {
  try {
    const response = await fetch(path);
    return response.ok ? ((await response.json()) as LinkedView) : undefined;
  } catch {
    return undefined;
  }
}

/** Where the first link of a message leads, if that is a message of a room here: @username is another conversation for each reader. */
function placeIn(element: HTMLElement): Place | undefined {
  const link = element.querySelector<HTMLAnchorElement>(
    '.message-text.formatted a[href^="http"]:not(.spoiler *)',
  );
  if (link?.origin !== location.origin) return undefined;
  const [, address, seq] = /^\/chat\/([^/]+)\/(\d{1,15})$/.exec(link.pathname) ?? [];
  try {
    const place = { address: decodeURIComponent(address ?? '@'), seq: Number(seq) };
    return place.address.startsWith('@') ? undefined : place;
  } catch {
    return undefined;
  }
}

const pathOf = (place: Place | undefined) => place && messagePath(place.address, place.seq).split('#')[0];
