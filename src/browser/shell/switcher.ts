/** Ctrl/⌘ K: to any room or person by a few letters of the name. */
import { lobbyPath, messagePath, roomPath, searchListPath } from '../../shared/paths.js';
import type { UserView } from '../../shared/people.js';
import { inList, type RoomInList } from '../../shared/room-page.js';
import { initials, tint } from '../../shared/rules/person-look.js';
import { PeopleSearch } from '../people/people-search.js';
import { fetchLobby } from '../rooms/room-refresh.js';
import { RoomSearch } from '../rooms/room-search.js';
import { openDialog } from '../ui/dialogs.js';
import { matching } from '../ui/matching.js';
import { type Option, Options } from '../ui/options.js';
import { t } from '../ui/page-texts.js';

interface Destination {
  name: string;
  href: string;
  unread: number;
  /** The person of a conversation. */
  person?: number | undefined;
}

const most = 12;

export class Switcher {
  private readonly field = document.createElement('input');
  private readonly list = document.createElement('ul');
  private readonly hint = document.createElement('p');
  private readonly options: Options;
  private readonly dialog: HTMLDialogElement;
  private destinations: Destination[];
  /** There are more rooms than are at hand. */
  private isCut = false;
  private readonly roomSearch = new RoomSearch((found) => this.add(gather(found.map(inList), [])));
  private readonly peopleSearch = new PeopleSearch((found) => this.add(gather([], found)));

  constructor(
    rooms: RoomInList[],
    people: UserView[],
    private readonly go: (href: string) => void,
    /** Asks whether to make a room that is not there. */
    private readonly make: (name: string) => void,
    /** Was typed before the field was there. */
    typed: string,
    /** The room that is open: a number leads to its message. */
    private readonly here?: { address: string; lastSeq: number },
  ) {
    this.destinations = gather(rooms, people);
    this.list.id = 'destinations';
    this.list.setAttribute('aria-label', t('Go to a room or a person'));
    this.hint.className = 'hint for-keyboard';
    this.hint.textContent = t('Tab searches all that was said');
    this.furnishField();
    this.options = new Options(this.list, this.field);
    this.dialog = openDialog('switcher', t('Go to a room or a person'), this.field, this.list, this.hint);
    this.field.value = typed;
    this.field.dispatchEvent(new Event('input'));
    // Rooms beside one's own; without an answer those at hand are enough.
    fetchLobby()
      .then(({ mine, others, direct, next }) => {
        this.isCut = next !== null;
        this.destinations = gather([...mine, ...direct, ...others].map(inList), people);
        this.look();
        if (this.isCut) this.roomSearch.soon(this.field.value);
      })
      .catch(() => undefined);
  }

  private furnishField(): void {
    this.field.setAttribute('role', 'combobox');
    this.field.setAttribute('aria-expanded', 'true');
    this.field.setAttribute('aria-label', t('Go to a room or a person'));
    this.field.placeholder = t('Room name or @username');
    this.field.autocomplete = 'off';
    this.field.spellcheck = false;
    this.field.dir = 'auto';
    this.field.addEventListener('input', () => {
      this.look();
      if (this.isCut) this.roomSearch.soon(this.field.value);
      this.peopleSearch.soon(this.field.value);
    });
    this.field.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'Tab' && !event.shiftKey) this.search();
      else if (event.key === 'ArrowDown') this.options.move(1);
      else if (event.key === 'ArrowUp') this.options.move(-1);
      else if (event.key === 'Enter') this.take();
      else return;
      event.preventDefault();
    });
  }

  private add(found: Destination[]): void {
    const known = new Set(this.destinations.map(({ href }) => href));
    const fresh = found.filter(({ href }) => !known.has(href));
    if (fresh.length === 0) return;
    this.destinations = [...this.destinations, ...fresh];
    this.look();
  }

  private look(): void {
    const typed = this.field.value.trim();
    const onlyPeople = typed.startsWith('@');
    const among = this.destinations.filter(({ person }) => !onlyPeople || person !== undefined);
    const found = matching(among, typed.replace(/^[@#]/, ''), ({ name }) => name).slice(0, most);
    const options = [...this.placeHere(typed), ...found.map((destination) => this.option(destination))];
    const isThere = found.some(({ name }) => name.toLowerCase() === typed.replace(/^[@#]/, '').toLowerCase());
    const more = [
      ...(typed ? [this.searching(typed)] : []),
      ...(typed && !isThere ? [this.making(typed, onlyPeople)] : []),
    ];
    // Whoever names somebody wants to write to them.
    options.push(...(onlyPeople ? more.reverse() : more));
    // Making a room is last: chosen by whoever means it, never by the Enter of somebody who looks for one.
    this.options.show(options, 0);
  }

  /** `#42`: the message of the open room. */
  private placeHere(typed: string): Option[] {
    const seq = Number(/^#(\d{1,15})$/.exec(typed)?.[1]);
    if (!this.here || !(seq >= 1 && seq <= this.here.lastSeq)) return [];
    const href = messagePath(this.here.address, seq);
    const text = t('Message {{place}} of this room', { place: `#${seq}` });
    return [{ text, sign: '#', take: () => this.leave(() => this.go(href)) }];
  }

  private option({ name, href, unread, person }: Destination): Option {
    const look = person === undefined ? { sign: '#' } : { sign: initials(name), tint: tint(person) };
    const hint = unread > 0 ? t('{{count}} new', { count: unread }) : undefined;
    return { text: name, hint, ...look, take: () => this.leave(() => this.go(href)) };
  }

  private searching(typed: string): Option {
    const text = t('Search messages for {{text}}', { text: `\u2068${typed}\u2069` });
    const hint = matchMedia('(pointer: fine)').matches ? 'Tab' : undefined;
    return { text, sign: '⌕', hint, isApart: true, take: () => this.search() };
  }

  /** For what is typed, among all that was said. */
  private search(): void {
    const path = searchListPath(this.field.value.trim());
    this.leave(() => this.go(path));
  }

  private making(typed: string, isPerson: boolean): Option {
    const name = `\u2068${typed.slice(Number(isPerson))}\u2069`;
    if (isPerson) {
      // The lobby leads on to a conversation that is there, and asks about one that is not.
      const href = `${lobbyPath}?room=${encodeURIComponent(typed)}`;
      return {
        text: t('Write to {{name}}', { name }),
        sign: '@',
        take: () => this.leave(() => this.go(href)),
      };
    }
    const text = t('Make a room called {{name}}…', { name });
    return {
      text,
      sign: '+',
      isApart: true,
      take: () => this.leave(() => this.make(typed.replace(/^#/, ''))),
    };
  }

  private take(): void {
    if (this.options.hasChoice) this.options.take();
  }

  private leave(to: () => void): void {
    this.dialog.close();
    to();
  }
}

/** The rooms, what is unread first, then the people who are here and have no conversation yet. */
function gather(rooms: RoomInList[], people: UserView[]): Destination[] {
  const destinations = new Map<string, Destination>();
  for (const { name, address, unread, peerId } of rooms)
    destinations.set(address, { name, href: roomPath(address), unread, person: peerId });
  for (const { id, username } of people) {
    const address = `@${username}`;
    if (destinations.has(address)) continue;
    destinations.set(address, { name: username, href: roomPath(address), unread: 0, person: id });
  }
  return [...destinations.values()].sort((a, b) => Number(b.unread > 0) - Number(a.unread > 0));
}
