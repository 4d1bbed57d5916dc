/** What may complete a filter that is being typed: its name, people, rooms, days, and what else it knows. */
import type { UserView } from '../../shared/people.js';
import type { SearchWords } from '../../shared/room-page.js';
import { filterKeyOf, type FilterKey, isOfDays, isOfPeople } from '../../shared/rules/search-filters.js';
import type { KnownRooms } from '../core/known-rooms.js';
import { findPeople } from '../people/people-source.js';
import { signOf } from '../people/person-sign.js';
import { matching } from '../ui/matching.js';
import type { Option } from '../ui/options.js';
import type { KnownFaces } from './known-faces.js';

/** What stands before the caret, as far as it may be a filter. */
export interface Typed {
  /** Where it begins in the field. */
  start: number;
  not: boolean;
  /** Of a filter whose value is being typed. */
  key: FilterKey | undefined;
  /** The value as far as it is typed, or the beginning of a word that may become a filter. */
  text: string;
}

export interface Takes {
  name(name: string, typed: Typed): void;
  value(key: FilterKey, value: string, typed: Typed): void;
}

const most = 8;
const filterAtEnd = /(?:^|\s)(-?)(\p{L}{1,20}):(?:(["“„«])([^"”»]*)|(\S*))$/u;
const wordAtEnd = /(?:^|\s)(-?)(\p{L}{2,20})$/u;

export function typedBefore(text: string): Typed | undefined {
  const filter = filterAtEnd.exec(text);
  const key = filter && filterKeyOf(filter[2]!);
  const [whole, minus = '', word = ''] = (key ? filter : wordAtEnd.exec(text)) ?? [];
  if (whole === undefined) return undefined;
  const start = text.length - whole.trimStart().length;
  const value = key ? (filter[4] ?? filter[5] ?? '') : word;
  return { start, not: minus !== '', key: key ?? undefined, text: value };
}

export class Suggestions {
  constructor(
    private readonly words: SearchWords,
    private readonly rooms: KnownRooms,
    private readonly faces: KnownFaces,
    private readonly takes: Takes,
  ) {}

  /** At once. */
  of(typed: Typed): Option[] {
    const { key, text } = typed;
    if (!key) return this.keys(typed);
    if (key === 'in') return this.places(typed);
    if (isOfDays(key)) return beginning(this.days(), text).map((day) => this.value(typed, day));
    const known = Object.entries(this.words.values[key] ?? {});
    const own = known.filter(([value, label]) => [value, label].some((word) => beginsSo(word, text)));
    const options = own.map(([value, label]) => this.value(typed, value, label));
    return isOfPeople(key) ? [...options, ...this.people(typed, this.partners())] : options;
  }

  /** Others whom the server knows; nothing for what has no people. */
  async later(typed: Typed): Promise<Option[]> {
    if (!isOfPeople(typed.key)) return [];
    const found = await findPeople(typed.text.replace(/^@/, '')).catch(() => []);
    const known = new Map([...this.partners(), ...found].map((person) => [person.username, person]));
    const fixed = this.of(typed).filter(({ sign }) => sign === undefined);
    return [...fixed, ...this.people(typed, [...known.values()])];
  }

  private keys(typed: Typed): Option[] {
    return this.words.keys
      .filter(({ key, name }) => [key, name].some((word) => beginsSo(word, typed.text)))
      .map(({ name, hint }) => ({ text: name, hint, take: () => this.takes.name(name, typed) }));
  }

  private places(typed: Typed): Option[] {
    return matching(this.rooms.all, typed.text.replace(/^[#@]/, ''), ({ name }) => name)
      .slice(0, most)
      .map(({ name, address, peerId, picture }) => ({
        text: name,
        ...(peerId === undefined ? { sign: '#' } : signOf({ id: peerId, name, picture })),
        take: () => this.takes.value('in', address, typed),
      }));
  }

  private people(typed: Typed, people: UserView[]): Option[] {
    this.faces.learn(people);
    return matching(people, typed.text.replace(/^@/, ''), ({ username, name }) => [username, name])
      .slice(0, most)
      .map((person) => ({
        text: person.name,
        ...(person.name !== person.username && { hint: `@${person.username}` }),
        ...signOf(person),
        take: () => this.takes.value(typed.key!, person.username, typed),
      }));
  }

  /** With whom there is a conversation. */
  private partners(): UserView[] {
    return this.rooms.all.flatMap(({ peerId, name, address, picture }) =>
      peerId === undefined
        ? []
        : [{ id: peerId, username: address.slice(1), name, ...(picture && { picture }) }],
    );
  }

  private days(): string[] {
    const now = new Date();
    const year = now.getFullYear();
    return [...this.words.days, String(year), String(year - 1)];
  }

  private value(typed: Typed, value: string, label = value): Option {
    const take = () => this.takes.value(typed.key!, value, typed);
    return { text: label, ...(label !== value && { hint: value }), take };
  }
}

const beginsSo = (word: string, typed: string): boolean => word.toLowerCase().startsWith(typed.toLowerCase());

const beginning = (words: string[], typed: string): string[] => words.filter((word) => beginsSo(word, typed));
