/** Rooms and sections are moved by hand: dragged, by keys, and by their menus, which a finger opens by resting on them. */
import { askServer, sentenceOf } from '../ui/api.js';
import { onLongPress } from '../ui/long-press.js';
import { say } from '../ui/passing-notice.js';
import type { Arrangement } from './arrangement.js';
import { SidebarMenu } from './sidebar-menu.js';

const things = 'li[data-room] > a, .room-section > summary';
const keyOf = (element: Element) => element.closest<HTMLElement>('.room-section')?.dataset.section;
const isOwn = (key: string | undefined) => key !== undefined && /^\d/.test(key);

/** Where what is dragged would come to stand: in a section, or before or after a row there. */
interface Place {
  section: HTMLElement;
  beside?: HTMLElement;
  isBefore?: boolean;
}

/** Pixels. */
const edge = 40;
const step = 12;

export class SidebarHands {
  private readonly menu: SidebarMenu;
  private dragged: HTMLElement | undefined;

  constructor(private readonly arrangement: Arrangement) {
    this.menu = new SidebarMenu(
      () => arrangement.byOwnHand(),
      (roomId, step) => {
        const row = document.querySelector<HTMLElement>(`.room-lists li[data-room="${roomId}"]`);
        if (row) this.step(row, step);
      },
    );
    document.addEventListener('click', (event) => {
      const link = (event.target as Element).closest<HTMLElement>('[data-list-menu]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      void this.menu.open('', link);
    });
    document.addEventListener('contextmenu', (event) => {
      const thing = (event.target as Element).closest<HTMLElement>(`.room-lists :is(${things})`);
      if (thing && event.pointerType !== 'touch' && !event.shiftKey && this.openOf(thing))
        event.preventDefault();
    });
    document.addEventListener('keydown', (event) => this.pressed(event));
    for (const [name, work] of [
      ['dragstart', (event: DragEvent) => this.start(event)],
      ['dragover', (event: DragEvent) => this.over(event)],
      ['drop', (event: DragEvent) => this.drop(event)],
      ['dragend', () => this.end()],
    ] as const)
      document.addEventListener(name, work);
  }

  /** Another list is shown. */
  watch(list: HTMLElement): void {
    onLongPress(list, {
      items: things,
      except: 'button',
      open: (thing) => this.openOf(thing),
      drag: {
        over: (thing, { clientX, clientY }) => {
          this.dragged = thing;
          this.showPlace(this.placeAt(document.elementFromPoint(clientX, clientY), clientY));
          scrollAtEdge(list, clientY);
        },
        drop: (thing, { clientX, clientY }) =>
          this.dropOn(thing, this.placeAt(document.elementFromPoint(clientX, clientY), clientY)),
        end: () => this.end(),
      },
    });
  }

  private openOf(thing: HTMLElement): boolean {
    const room = thing.closest<HTMLElement>('li[data-room]')?.dataset.room;
    const key = keyOf(thing);
    if (room === undefined && !isOwn(key)) return false;
    void this.menu.open(room === undefined ? `?section=${key}` : `?room=${room}`, thing);
    return true;
  }

  private pressed(event: KeyboardEvent): void {
    const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (event.isComposing || event.defaultPrevented || !shiftKey) return;
    if (altKey && code === 'KeyM' && !ctrlKey && !metaKey) {
      event.preventDefault();
      return void this.menu.readAll();
    }
    const step = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : undefined;
    const row = (event.target as Element).closest<HTMLElement>('.room-lists li[data-room]');
    if (!row || !step || altKey || !(ctrlKey || metaKey)) return;
    event.preventDefault();
    this.step(row, step);
  }

  /** Among those that the list is sorted by hand of, or nothing. */
  private step(row: HTMLElement, step: -1 | 1): void {
    const key = keyOf(row);
    if (!this.arrangement.isByHand || key === undefined || key === 'you') return;
    const rows = this.arrangement.rowsIn(key);
    const to = rows.indexOf(row) + step;
    if (to < 0 || to >= rows.length) return;
    const others = rows.filter((other) => other !== row);
    void this.put(row, key, others[to - 1] ?? null).then(() =>
      say(`${row.dataset.name}: ${to + 1} / ${rows.length}`),
    );
  }

  /** `after`: the row after which it stands; null: it is the first; undefined: its place stays. */
  private async put(row: HTMLElement, section: string, after?: HTMLElement | null): Promise<void> {
    this.arrangement.byOwnHand();
    const path = `/api/me/sidebar/rooms/${row.dataset.room}`;
    await this.send('PUT', path, {
      section: section === 'you' ? 'rooms' : section,
      ...(after !== undefined && { after: after && Number(after.dataset.room) }),
    });
  }

  private send(method: string, path: string, body: object): Promise<unknown> {
    return askServer(method, path, body).catch((error: unknown) => say(sentenceOf(error)));
  }

  private start(event: DragEvent): void {
    const { target, dataTransfer } = event;
    const thing =
      target instanceof Element ? target.closest<HTMLElement>(`.room-lists :is(${things})`) : null;
    if (!thing || !dataTransfer) return;
    if (event.defaultPrevented) return;
    this.dragged = thing;
    // Firefox drags nothing that carries nothing; a link carries its address.
    if (dataTransfer.types.length === 0) dataTransfer.setData('text/plain', thing.innerText);
    dataTransfer.effectAllowed = 'move';
  }

  private over(event: DragEvent): void {
    const place = this.placeAt(event.target as Element, event.clientY);
    if (place) event.preventDefault();
    this.showPlace(place);
  }

  private showPlace(place: Place | undefined): void {
    clearMarks();
    if (!place) return;
    if (place.beside) place.beside.classList.add(place.isBefore ? 'drops-before' : 'drops-after');
    else place.section.classList.add('takes-room');
  }

  private drop(event: DragEvent): void {
    const [place, thing] = [this.placeAt(event.target as Element, event.clientY), this.dragged];
    this.end();
    if (!place || !thing) return;
    event.preventDefault();
    this.dropOn(thing, place);
  }

  private dropOn(thing: HTMLElement, place: Place | undefined): void {
    if (!place) return;
    const key = keyOf(place.section)!;
    const row = thing.closest<HTMLElement>('li[data-room]');
    if (!row) return void this.moveSection(keyOf(thing)!, key);
    const others = this.arrangement.rowsIn(key).filter((other) => other !== row);
    const at = place.beside ? others.indexOf(place.beside) + Number(!place.isBefore) : others.length;
    void this.put(row, key, place.beside && this.arrangement.isByHand ? (others[at - 1] ?? null) : undefined);
  }

  /** Before the one on which it is dropped; on the rooms without a section: the last. */
  private moveSection(key: string, onto: string): void {
    const own = [...document.querySelectorAll<HTMLElement>('.room-lists > .room-section')]
      .map(keyOf)
      .filter(isOwn);
    const others = own.filter((other) => other !== key);
    const at = others.indexOf(onto);
    const after = at === -1 ? others.at(-1) : others[at - 1];
    this.arrangement.byOwnHand();
    void this.send('PATCH', `/api/me/sections/${key}`, { after: after === undefined ? null : Number(after) });
  }

  private end(): void {
    clearMarks();
    this.dragged = undefined;
  }

  /** Where what is dragged would come to stand; undefined where it cannot. */
  private placeAt(target: Element | null, clientY: number): Place | undefined {
    const { dragged } = this;
    const section = dragged && target?.closest<HTMLElement>('.room-lists > .room-section');
    if (!section) return undefined;
    const key = keyOf(section);
    const row = dragged.closest<HTMLElement>('li[data-room]');
    if (!row) return isOwn(keyOf(dragged)) && (isOwn(key) || key === 'rooms') ? { section } : undefined;
    // What calls the reader and who talks to them stand there by themselves.
    if (key === 'you' && row.dataset.direct === undefined) return undefined;
    const beside =
      this.arrangement.isByHand && key !== 'you' ? target?.closest<HTMLElement>('li[data-room]') : null;
    if (!beside || beside === row) return { section };
    const { top, height } = beside.getBoundingClientRect();
    return { section, beside, isBefore: clientY < top + height / 2 };
  }
}

/** As a browser does by itself for what a mouse drags. */
function scrollAtEdge(list: HTMLElement, clientY: number): void {
  const { top, bottom } = list.getBoundingClientRect();
  if (clientY < top + edge) list.scrollTop -= step;
  else if (clientY > bottom - edge) list.scrollTop += step;
}

function clearMarks(): void {
  for (const marked of document.querySelectorAll('.drops-before, .drops-after, .takes-room'))
    marked.classList.remove('drops-before', 'drops-after', 'takes-room');
}
