/** Ctrl/⌘ K: to any room or person by a few letters of the name, and to messages and files by their words. */
import { lobbyPath, messagePath, searchListPath } from '../../shared/paths.js';
import type { UserView } from '../../shared/people.js';
import type { RoomInList } from '../../shared/room-page.js';
import type { SearchView } from '../../shared/search.js';
import { initials, tint } from '../../shared/rules/person-look.js';
import { type FoundSection, foundFiles, foundMessages, optionsOf } from '../search/found-options.js';
import { markedName } from '../search/marked-name.js';
import { renderFound } from '../search/templates.js';
import { isOfWords, WordSearch } from '../search/word-search.js';
import { openDialog } from '../ui/dialogs.js';
import { isolated } from '../ui/isolated.js';
import { type Option, Options } from '../ui/options.js';
import { number, t } from '../ui/page-texts.js';
import { type Destination, Destinations } from './destinations.js';
import { SwitcherChips } from './switcher-chips.js';
import { isSeveral, type Makes, makings } from './switcher-makings.js';
import { peopleList } from './switcher-people.js';
import { render } from './switcher-templates.js';

/** Of all, and where messages and files stand below them. */
const most = 12;
const mostRooms = 6;
const mostPeople = 4;

export class Switcher {
  private readonly box = render.box();
  private readonly field = this.box.querySelector('input')!;
  private readonly list = document.createElement('ul');
  private readonly hint = document.createElement('p');
  private readonly chips = new SwitcherChips(t('Kinds'));
  private readonly options: Options;
  private readonly dialog: HTMLDialogElement;
  private readonly destinations: Destinations;
  private readonly words = new WordSearch(() => this.look(true));
  /** What the arrows have chosen stays chosen when more is found. */
  private chosen: string | undefined;
  private onlyPeople = false;

  constructor(
    rooms: RoomInList[],
    people: UserView[],
    private readonly ignores: (userId: number) => boolean,
    private readonly go: (href: string) => void,
    private readonly makes: Makes,
    /** Was typed before the field was there. */
    typed: string,
    /** The room that is open: a number leads to its message. */
    private readonly here?: { address: string; lastSeq: number },
  ) {
    this.destinations = new Destinations(rooms, people, ignores, () => this.look(true));
    this.list.id = 'destinations';
    this.list.setAttribute('aria-label', t('Go to or search'));
    this.hint.className = 'hint for-keyboard';
    this.hint.textContent = t('Tab searches all that was said');
    this.furnishField();
    this.options = new Options(this.list, this.field);
    const content = [this.box, this.chips.element, this.list, this.hint];
    this.dialog = openDialog('switcher', t('Go to or search'), ...content);
    this.dialog.addEventListener('close', () => this.words.leave());
    this.field.value = typed;
    this.field.dispatchEvent(new Event('input'));
  }

  private furnishField(): void {
    this.field.addEventListener('input', () => this.asked());
    this.field.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'Tab' && !event.shiftKey) this.search();
      else if (event.key === 'ArrowDown') this.move(1);
      else if (event.key === 'ArrowUp') this.move(-1);
      else if (event.key === 'Enter') this.take();
      else return;
      event.preventDefault();
    });
    this.box.querySelector('button')!.addEventListener('click', () => this.clear());
  }

  /** What is typed, and then the switcher: a phone has no Esc. */
  private clear(): void {
    if (this.field.value === '') return this.dialog.close();
    this.field.value = '';
    this.asked();
    this.field.focus();
  }

  private get typed(): string {
    return this.field.value.trim();
  }

  private asked(): void {
    this.chosen = undefined;
    this.destinations.soon(this.field.value);
    this.words.soon(this.typed);
    this.look();
  }

  private move(step: 1 | -1): void {
    this.options.move(step);
    this.chosen = this.options.chosenKey;
  }

  /** `isMore`: for the same text. */
  private look(isMore = false): void {
    const { typed } = this;
    const isPerson = typed.startsWith('@');
    const name = typed.replace(/^[@#]/, '');
    const named = this.destinations.matching(name, isPerson);
    const isThere = named.some((each) => each.name.toLowerCase() === name.toLowerCase());
    const making = this.makings(typed, isThere, isPerson);
    const isWords = isOfWords(typed);
    const options = isWords
      ? [...this.ofAllKinds(typed, named), ...making]
      : this.byName(typed, named, isPerson, making);
    if (!isWords) this.chips.show([]);
    const at = (key: string | undefined) =>
      key === undefined ? -1 : options.findIndex((option) => option.key === key);
    const kept = at(this.chosen);
    const best = isWords ? at(named[0]?.href) : 0;
    this.options.show(options, kept === -1 ? Math.max(best, 0) : kept, isMore);
  }

  /** Nothing is typed, hardly anything, or a name that is said to be one. */
  private byName(typed: string, named: Destination[], isPerson: boolean, making: Option[]): Option[] {
    const more = [...(typed ? [this.searching(typed)] : []), ...making];
    const people = peopleList(typed, this.open);
    return [
      ...this.placeHere(typed),
      ...named.slice(0, most).map((destination) => this.option(destination)),
      // Whoever names somebody wants to write to them.
      ...(isPerson ? [...more.reverse(), ...people] : [...people, ...more]),
    ];
  }

  private ofAllKinds(typed: string, named: Destination[]): Option[] {
    const people = named.filter(({ person }) => person !== undefined);
    const rooms = named.filter(({ person }) => person === undefined);
    const [messages, files] = [this.heard(this.words.messages), this.heard(this.words.files)];
    const said = messages && foundMessages(typed, messages);
    const found = [said, files && foundFiles(typed, files)].flatMap((section) =>
      section && section.rows.length > 0 ? [section] : [],
    );
    const onlyPeople = this.onlyPeople && people.length > 0;
    this.showChips(onlyPeople, found, people.length);
    if (onlyPeople) return this.section(t('People'), people.slice(0, most), typed);
    return [
      ...this.section(t('Rooms'), rooms.slice(0, mostRooms), typed),
      ...this.section(t('People'), people.slice(0, mostPeople), typed),
      ...peopleList(typed, this.open),
      ...found.flatMap((section) => optionsOf(section, this.open)),
      ...(said && said.rows.length > 0 ? [] : [this.searching(typed)]),
    ];
  }

  /** Without what somebody said whom the reader ignores. */
  private heard = (found: SearchView | undefined): SearchView | undefined =>
    found && { ...found, hits: found.hits.filter(({ message }) => !this.ignores(message.author.id)) };

  private section(section: string, destinations: Destination[], typed: string): Option[] {
    return destinations.map((destination) => {
      const text = renderFound.name(markedName(destination.name, typed));
      return { ...this.option(destination), text, section };
    });
  }

  private showChips(onlyPeople: boolean, found: FoundSection[], people: number): void {
    const choose = (isChosen: boolean) => () => {
      this.onlyPeople = isChosen;
      this.look();
      this.field.focus();
    };
    const ways = found.map(({ title, count, href }) => {
      return { label: title, count, take: () => this.open(href) };
    });
    const ofPeople = { label: t('People'), count: number(people), isPressed: onlyPeople, take: choose(true) };
    this.chips.show([
      { label: t('Go to'), isPressed: !onlyPeople, take: choose(false) },
      ...ways,
      ...(people > 0 ? [ofPeople] : []),
    ]);
  }

  /** `#42`: the message of the open room. */
  private placeHere(typed: string): Option[] {
    const seq = Number(/^#(\d{1,15})$/.exec(typed)?.[1]);
    if (!this.here || !(seq >= 1 && seq <= this.here.lastSeq)) return [];
    const href = messagePath(this.here.address, seq);
    const text = t('Message {{place}} of this room', { place: `#${seq}` });
    return [{ text, sign: render.sign('room'), key: href, take: () => this.open(href) }];
  }

  private option(destination: Destination): Option {
    const { name, href, person, isClosed } = destination;
    const look =
      person === undefined
        ? { sign: render.sign(isClosed ? 'lock' : 'room') }
        : { sign: initials(name), tint: tint(person) };
    return { text: name, hint: hintOf(destination), key: href, ...look, take: () => this.open(href) };
  }

  private searching(typed: string): Option {
    const text = t('Search messages for {{text}}', { text: `\u2068${typed}\u2069` });
    const hint = matchMedia('(pointer: fine)').matches ? 'Tab' : undefined;
    const key = searchListPath(typed);
    return { text, sign: render.sign('search'), hint, key, isApart: true, take: () => this.open(key) };
  }

  /** Last: chosen by whoever means it, never by the Enter of somebody who looks for what is there. */
  private makings(typed: string, isThere: boolean, isPerson: boolean): Option[] {
    if (isPerson && !isThere && !isSeveral(typed)) return [this.writing(typed)];
    return makings(typed, isThere || isPerson, this.makes).map((option) => {
      return { ...option, take: () => this.leave(() => option.take()) };
    });
  }

  private writing(typed: string): Option {
    // The lobby leads on to a conversation that is there, and asks about one that is not.
    const href = `${lobbyPath}?room=${encodeURIComponent(typed)}`;
    const text = t('Write to {{name}}', { name: isolated(typed.slice(1)) });
    return { text, sign: render.sign('at'), key: href, take: () => this.open(href) };
  }

  /** For what is typed, among all that was said. */
  private search(): void {
    this.open(searchListPath(this.typed));
  }

  private take(): void {
    if (this.options.hasChoice) this.options.take();
  }

  private readonly open = (href: string): void => this.leave(() => this.go(href));

  private leave(to: () => void): void {
    this.dialog.close();
    to();
  }
}

function hintOf({ unread, members }: Destination): string | undefined {
  if (unread > 0) return t('{{count}} new', { count: unread });
  if (!members) return undefined;
  return members === 100 ? t('100 members or more') : t('{{count}} members', { count: members });
}
