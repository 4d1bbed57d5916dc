/** Completes what is being typed: `@name`, `/command`, `:emoji`. Enter stays Send until the arrows have chosen one. */
import { commandList } from '../../shared/rules/commands.js';
import { endsInCode } from '../../shared/rules/in-code.js';
import type { UserView } from '../../shared/people.js';
import type { Everybody } from '../../shared/rules/mentions.js';
import { allEmojis } from '../emoji/all-emojis.js';
import { type Emoji, searchEmojis } from '../emoji/emoji.js';
import { emojiNode } from '../emoji/emoji-picture.js';
import { signOf } from '../people/person-sign.js';
import { matching } from '../ui/matching.js';
import { type Option, Options } from '../ui/options.js';
import { t } from '../ui/page-texts.js';

const most = 8;

/** What is typed right before the caret, with the sign that starts it. */
const patterns: Record<string, RegExp> = {
  '/': /^\/(\p{L}*)$/u,
  '@': /(?:^|[\s(])@([\p{L}\p{N}._-]*)$/u,
  ':': /(?:^|[\s(]):([\p{L}\p{N}_+-]{2,})$/u,
};

/** Who can be mentioned. */
export interface Mentionable {
  /** The words for everybody that one may use there. */
  readonly everybody: readonly Everybody[];
  /** At once, who is here first. */
  known(): UserView[];
  /** With the others, in the order that the server knows better, asked once the typing rests. */
  search(typed: string, isStillWanted: () => boolean): Promise<UserView[]>;
}

interface Suggestions {
  options: Option[];
  /** Better ones, where they have to be asked for. */
  later?: Promise<Option[]>;
}

export class Completion {
  private readonly options: Options;
  private readonly list = document.createElement('ul');
  private turn = 0;

  constructor(
    private readonly field: HTMLTextAreaElement,
    private readonly people: Mentionable,
    private readonly replace: (from: number, to: number, text: string) => void,
    place: (list: HTMLElement) => void = (list) => field.form!.before(list),
  ) {
    this.list.id = field.id === 'text' ? 'completion' : `${field.id || 'editor'}-completion`;
    this.list.className = 'floating completion';
    this.list.setAttribute('aria-label', t('Suggestions'));
    this.list.hidden = true;
    place(this.list);
    this.options = new Options(this.list, field);
    field.addEventListener('input', (event) => {
      if (!event.isComposing) void this.look();
    });
    field.addEventListener('compositionend', () => void this.look());
    field.addEventListener('blur', () => this.options.close());
    // What was typed before this was there.
    if (field === document.activeElement) void this.look();
  }

  /** Whether the key was meant for the list. */
  takes(event: KeyboardEvent): boolean {
    if (!this.options.isOpen || event.ctrlKey || event.metaKey || event.altKey) return false;
    const isTaken = this.carryOut(event);
    if (isTaken) event.preventDefault();
    return isTaken;
  }

  close(): void {
    this.turn++;
    this.options.close();
  }

  private carryOut({ key, shiftKey }: KeyboardEvent): boolean {
    if (key === 'ArrowDown') this.options.move(1);
    else if (key === 'ArrowUp') this.options.move(-1);
    else if (key === 'Escape') this.close();
    else if ((key === 'Tab' && !shiftKey) || (key === 'Enter' && this.options.hasChoice)) this.options.take();
    else return false;
    return true;
  }

  private async look(): Promise<void> {
    const turn = ++this.turn;
    const isStillWanted = () => turn === this.turn;
    const { options, later } = await this.suggestions(isStillWanted);
    if (!isStillWanted()) return;
    this.options.show(options);
    const better = await later;
    // Nothing is pulled away from under the arrows.
    if (better && isStillWanted() && !this.options.hasChoice) this.options.show(better);
  }

  private async suggestions(isStillWanted: () => boolean): Promise<Suggestions> {
    const caret = this.field.selectionEnd;
    const before = this.field.value.slice(0, caret);
    for (const [sign, pattern] of Object.entries(patterns)) {
      const typed = pattern.exec(before)?.[1];
      if (typed === undefined || (sign === ':' && endsInCode(before))) continue;
      const put = (text: string) => {
        this.close();
        this.replace(caret - typed.length - sign.length, caret, `${text} `);
      };
      if (sign === '/') return { options: this.commands(typed, put) };
      return sign === '@'
        ? this.persons(typed, put, isStillWanted)
        : { options: await this.emojis(typed, put) };
    }
    return { options: [] };
  }

  private commands(typed: string, put: (text: string) => void): Option[] {
    return commandList
      .map(({ usage, about }) => ({ usage, about, word: usage.split(' ')[0]! }))
      .filter(({ word }) => word.startsWith(`/${typed.toLowerCase()}`))
      .map(({ usage, about, word }) => ({ text: usage, hint: t(about), take: () => put(word) }));
  }

  private persons(typed: string, put: (text: string) => void, isStillWanted: () => boolean): Suggestions {
    const known = this.people.known();
    const all = wordsOf(this.people.everybody, typed, put);
    const later = this.people.search(typed, isStillWanted).then((found) => {
      const unique = new Map([...found, ...known].map((user) => [user.id, user]));
      return [...namesOf([...unique.values()], typed, put), ...all];
    });
    return { options: [...namesOf(known, typed, put), ...all], later };
  }

  private async emojis(typed: string, put: (text: string) => void): Promise<Option[]> {
    // Without a connection there are none, and `:name:` stays what was typed.
    const found = await allEmojis().catch(() => []);
    const isCalled = ({ code }: Emoji) => code.startsWith(typed.toLowerCase());
    const list = searchEmojis(found, typed);
    return [...list.filter(isCalled), ...list.filter((emoji) => !isCalled(emoji))]
      .slice(0, most)
      .map(({ emoji, name, code }) => ({
        text: `:${code}:`,
        ...(name !== emoji && { hint: name }),
        sign: emojiNode(emoji),
        take: () => put(emoji),
      }));
  }
}

function namesOf(people: UserView[], typed: string, put: (text: string) => void): Option[] {
  return matching(people, typed, ({ username, name }) => [username, name])
    .slice(0, most)
    .map((person) => ({
      text: person.name,
      ...(person.name !== person.username && { hint: `@${person.username}` }),
      ...signOf(person),
      take: () => put(`@${person.username}`),
    }));
}

/** Below the people: whoever types a name means somebody. */
function wordsOf(everybody: readonly Everybody[], typed: string, put: (text: string) => void): Option[] {
  const words = {
    here: [t('@here'), t('whoever is online')],
    room: [t('@room'), t('everybody in the room')],
  };
  return everybody
    .map((called) => words[called] as [string, string])
    .filter(([word]) => word.startsWith(`@${typed.toLowerCase()}`))
    .map(([word, hint], index) => ({
      text: word,
      hint,
      sign: '@',
      isApart: index === 0,
      take: () => put(word),
    }));
}
