/**
 * The menus of the list of rooms: of a room, of a section, of all of it. The server makes them, as they are then and in the reader's
 * language, and each item says what it sends.
 */
import { askServer, sentenceOf } from '../ui/api.js';
import { placeBeside } from '../ui/floating.js';
import { say } from '../ui/passing-notice.js';
import { ask } from '../ui/question.js';

interface Sent {
  method: string;
  path: string;
  body?: object;
}

const itemsOf = (menu: HTMLElement) => [...menu.querySelectorAll<HTMLElement>('.item')];

export class SidebarMenu {
  constructor(
    /** Something is going to be changed by the reader's own hand. */
    private readonly changes: () => void,
    /** Moves a room one up or down. */
    private readonly step: (roomId: number, step: -1 | 1) => void,
  ) {}

  /** `query` names what it is of. */
  async open(query: string, from: HTMLElement): Promise<void> {
    const menu = await fetched(query).catch(() => undefined);
    if (!menu) return say(sentenceOf(undefined));
    document.querySelector('.sidebar-menu')?.remove();
    // Inside the drawer, where that is open: what lies outside would close it.
    (from.closest('[popover]') ?? document.body).append(menu);
    menu.addEventListener('click', ({ target }) => this.chosen(menu, target as Element));
    menu.addEventListener('keydown', (event) => pressed(menu, event));
    menu.addEventListener('toggle', ({ newState }) => {
      if (newState !== 'closed') return;
      if (menu.contains(document.activeElement) || document.activeElement === document.body)
        from.focus({ preventScroll: true });
      menu.remove();
    });
    menu.showPopover();
    placeBeside(menu, from.getBoundingClientRect());
    itemsOf(menu)[0]?.focus({ preventScroll: true });
  }

  /** Without a menu, by its key. */
  async readAll(): Promise<void> {
    const menu = await fetched('').catch(() => undefined);
    const item = menu?.querySelector<HTMLElement>('[data-read-all]');
    if (item) this.send(item);
    else say(sentenceOf(undefined));
  }

  private chosen(menu: HTMLElement, target: Element): void {
    const item = target.closest<HTMLElement>('.item');
    if (!item) return;
    const { moves, asks } = item.dataset;
    menu.hidePopover();
    if (moves) this.step(Number(menu.dataset.ofRoom), Number(moves) as -1 | 1);
    else if (asks) this.ask(item, menu.dataset.ofRoom);
    else if (item.dataset.sends) this.send(item);
  }

  private send({ dataset: { sends, says, undo, undoes } }: HTMLElement): void {
    const work = (sent: string) => {
      this.changes();
      return request(JSON.parse(sent) as Sent).catch((error: unknown) => say(sentenceOf(error)));
    };
    void work(sends!).then((failed) => {
      if (failed === undefined || !says) return;
      say(says, undo && undoes ? { label: undo, work: () => void work(undoes) } : undefined);
    });
  }

  /** For a name. Where the menu was a room's, that goes into the section which is made. */
  private ask({ dataset: { asks, label, does, value = '', sends } }: HTMLElement, room?: string): void {
    const field = document.createElement('label');
    field.className = 'field';
    field.append(label!);
    const input = field.appendChild(document.createElement('input'));
    Object.assign(input, { value, maxLength: 50, required: true, dir: 'auto' });
    const work = async () => {
      this.changes();
      const { method, path } = JSON.parse(sends!) as Sent;
      const { id } = await askServer<{ id: number }>(method, path, { name: input.value });
      if (room) await askServer('PUT', `/api/me/sidebar/rooms/${room}`, { section: String(id) });
    };
    ask({ title: asks!, about: '', does: does!, more: field, work, sentenceOf });
  }
}

/** Something in any case: an answer may be empty. */
const request = async ({ method, path, body }: Sent): Promise<true> => {
  await askServer(method, path, body);
  return true;
};

async function fetched(query: string): Promise<HTMLElement> {
  const response = await fetch(`/sidebar/menu${query}`);
  if (!response.ok) throw new Error(`answered ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return document.adoptNode(page.querySelector<HTMLElement>('.sidebar-menu')!);
}

function pressed(menu: HTMLElement, event: KeyboardEvent): void {
  const items = itemsOf(menu);
  const index = items.indexOf(document.activeElement as HTMLElement);
  const steps: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: -1 };
  const next = steps[event.key];
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  items.at(next % items.length)?.focus();
}
