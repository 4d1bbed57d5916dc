/** Who came and went, in one quiet line that folds what follows upon each other: "Anna, Boris and 3 others came in". */
import type { UserView } from '../../shared/people.js';
import { t } from '../ui/page-texts.js';
import { isolated } from '../ui/isolated.js';

/** Names that are spelled out. */
const named = 2;

/** Where the line stands. */
interface Ground {
  /** Puts the line at the end of what is shown; false where the end is not on the page. */
  addNotice(line: HTMLElement): boolean;
  /** Changes the line without moving what is read. */
  changeNotice(change: () => void): void;
}

export class PresenceNotices {
  private line?: HTMLElement;
  private joined = new Map<number, string>();
  private left = new Map<number, string>();

  constructor(
    private readonly ground: Ground,
    private readonly myId: number,
    /** Of them nothing is told. */
    private readonly ignores: (userId: number) => boolean,
  ) {}

  came(users: UserView[]): void {
    this.take(users, this.left, this.joined);
  }

  went(users: UserView[]): void {
    this.take(users, this.joined, this.left);
  }

  /** Somebody who went and came back, within one line, has done neither. */
  private take(users: UserView[], undone: Map<number, string>, done: Map<number, string>): void {
    const others = users.filter(({ id }) => id !== this.myId && !this.ignores(id));
    if (others.length === 0) return;
    if (!this.isLast()) this.begin();
    for (const { id, name } of others) if (!undone.delete(id)) done.set(id, name);
    this.show();
  }

  private begin(): void {
    this.line = undefined;
    this.joined.clear();
    this.left.clear();
  }

  /** A message, or another line, ends the folding. */
  private isLast(): boolean {
    return this.line !== undefined && this.line.isConnected && this.line.nextElementSibling === null;
  }

  private show(): void {
    const text = [sentence(this.joined, 'joined'), sentence(this.left, 'left')].filter(Boolean).join(' · ');
    if (this.line) this.ground.changeNotice(() => (this.line!.textContent = text));
    else if (text) this.add(text);
    if (this.line) this.line.hidden = text === '';
  }

  private add(text: string): void {
    const line = document.createElement('li');
    line.className = 'notice-line';
    // A hundred people coming and going would drown the messages for who listens to them.
    line.setAttribute('aria-live', 'off');
    line.textContent = text;
    if (this.ground.addNotice(line)) this.line = line;
  }
}

function sentence(users: Map<number, string>, what: 'joined' | 'left'): string {
  const names = [...users.values()].map(isolated);
  if (names.length === 0) return '';
  const count = names.length - named;
  const list = new Intl.ListFormat(document.documentElement.lang);
  if (count > 1) {
    const values = { names: names.slice(0, named).join(', '), count };
    return what === 'joined'
      ? t('{{names}} and {{count}} others came in', values)
      : t('{{names}} and {{count}} others stepped out', values);
  }
  const values = { names: list.format(names) };
  return what === 'joined' ? t('{{names}} came in', values) : t('{{names}} stepped out', values);
}
