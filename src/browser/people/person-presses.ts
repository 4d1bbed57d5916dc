/** Names, faces and mentions lead to the person: presses on them open the card, and a pointer that rests there shows it. */
import { type Asked, PersonCards, type Visit } from './person-cards.js';

/** Milliseconds for which the pointer rests before the card comes, and for which it may be away before it goes. */
const restsFor = 500;
const strays = 250;

const mentions = 'a.mention';
const rows = '.people-scroll li[data-user]';
const faces = '.message > .avatar';

export function watchPersonPresses(myId: number, visit: () => Visit | undefined): void {
  const cards = new PersonCards(myId, visit);
  const open = (event: MouseEvent, asked: Asked | undefined) => {
    if (!asked) return;
    event.preventDefault();
    void cards.open(asked);
  };
  document.addEventListener('click', (event) => {
    const { defaultPrevented, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (defaultPrevented || ctrlKey || metaKey || shiftKey || altKey) return;
    open(event, askedFor(event.target as Element));
  });
  document.addEventListener('contextmenu', (event) =>
    open(event, askedIn((event.target as Element).closest<HTMLElement>(rows))),
  );
  watchPointer(cards);
}

function watchPointer(cards: PersonCards): void {
  let over: HTMLElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The card came by itself, and goes by itself as long as nothing in it was pressed. */
  let isGlimpse = false;
  const leave = () => {
    over = undefined;
    if (isGlimpse && !cards.element.contains(document.activeElement)) cards.hide();
    isGlimpse = false;
  };
  const later = (work: () => void, milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
  const comeTo = (place: Element) => {
    if (cards.element.contains(place)) return clearTimeout(timer);
    const anchor = place.closest<HTMLElement>(`[data-person], ${mentions}, ${faces}, ${rows}`) ?? undefined;
    if (anchor && anchor === over) return clearTimeout(timer);
    if (isGlimpse) return later(leave, strays);
    clearTimeout(timer);
    const asked = anchor && mayShow(anchor, cards) ? (askedFor(anchor) ?? askedIn(anchor)) : undefined;
    if (!anchor || !asked) return;
    later(() => {
      if (!mayShow(anchor, cards)) return;
      over = anchor;
      isGlimpse = true;
      void cards.glimpse(asked);
    }, restsFor);
  };
  document.addEventListener('pointerover', ({ target, pointerType }) => {
    if (pointerType === 'mouse') comeTo(target as Element);
  });
  // Somewhere the pointer has come to rest while this was on its way.
  const under = matchMedia('(hover: hover)').matches && [...document.querySelectorAll(':hover')].at(-1);
  if (under) comeTo(under);
  const drop = ({ target }: Event) => {
    clearTimeout(timer);
    if (target instanceof Node && cards.element.contains(target)) return;
    leave();
  };
  for (const event of ['keydown', 'scroll', 'wheel'])
    document.addEventListener(event, drop, { capture: true, passive: true });
  document.addEventListener('pointerdown', ({ target }) => {
    clearTimeout(timer);
    // From here on it stays, or it was opened by the press.
    isGlimpse = isGlimpse && !cards.element.contains(target as Node) && cards.isOpen;
    if (!isGlimpse) over = undefined;
  });
}

/** Nothing else is open that it would close, or lie over. */
function mayShow(anchor: HTMLElement, cards: PersonCards): boolean {
  if (cards.isOpen || !anchor.isConnected) return false;
  const open = [...document.querySelectorAll(':popover-open, dialog[open]')];
  return open.every((each) => each.contains(anchor));
}

/** Whom a press asks for: a name or a face that leads to a person, a mention, or the face of a message. */
function askedFor(target: Element): Asked | undefined {
  const mention = target.closest<HTMLAnchorElement>(mentions);
  if (mention)
    return { name: mention.text, username: nameIn(mention) ?? mention.text.slice(1), anchor: mention };
  const link = target.closest<HTMLElement>('[data-person]');
  if (link) return { id: Number(link.dataset.person), ...namesIn(link.closest('li') ?? link), anchor: link };
  const face = target.closest<HTMLElement>(faces);
  const message = face?.closest<HTMLElement>('.message');
  if (!face || !message) return undefined;
  return { id: Number(message.dataset.author), ...namesIn(message), anchor: face };
}

/** Whom a row of the list shows. */
const askedIn = (row: HTMLElement | null): Asked | undefined =>
  row?.dataset.user === undefined
    ? undefined
    : { id: Number(row.dataset.user), ...namesIn(row), anchor: row };

/** The username stands in where the name leads to. */
function namesIn(element: Element): Pick<Asked, 'name' | 'username'> {
  const name = element.querySelector('bdi')?.textContent ?? element.textContent;
  const link = element.matches('a') ? element : element.querySelector('a[data-person]');
  return { name, username: (link && nameIn(link)) ?? name };
}

function nameIn(link: Element): string | undefined {
  const path = link.getAttribute('href')?.split('/') ?? [];
  return path[1] === 'people' ? decodeURIComponent(path[2] ?? '') : undefined;
}
