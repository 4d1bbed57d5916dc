/** Who is online in the room. A click on a person begins a private message. */
import { peopleShown } from '../../shared/rules/person-look.js';
import { roomPath } from '../../shared/paths.js';
import type { UserView } from '../../shared/people.js';
import { t } from '../ui/page-texts.js';
import person from '../../../views/people/person.hbs';
import avatar from '../../../views/people/avatar.hbs';
import { elementOf, registerPartials } from '../ui/handlebars.js';

registerPartials({ 'people/avatar': avatar });

const byName = new Intl.Collator(document.documentElement.lang);

export class People {
  private users = new Map<number, UserView>();
  private readonly more: HTMLElement;
  private shown: number = peopleShown;
  private online = 0;
  private turn = 0;

  constructor(
    private readonly panel: HTMLElement,
    private readonly me: UserView,
    onChosen: (username: string) => void,
  ) {
    this.more = panel.querySelector<HTMLElement>('#people-more')!;
    this.more.addEventListener('click', () => this.showAll());
    panel.addEventListener('click', (event) => {
      const chosen = (event.target as Element).closest<HTMLElement>('[data-username]');
      if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (panel.matches(':popover-open')) panel.hidePopover();
      onChosen(chosen.dataset.username!);
    });
  }

  /** Others than the reader, by name. */
  get others(): UserView[] {
    const others = [...this.users.values()].filter(({ id }) => id !== this.me.id);
    return others.sort((a, b) => byName.compare(a.username, b.username));
  }

  list(users: UserView[], online: number): void {
    this.users = new Map(users.map((user) => [user.id, user]));
    this.show(online);
  }

  add(users: UserView[], online: number): void {
    for (const user of users) this.users.set(user.id, user);
    this.show(online);
  }

  remove(users: UserView[], online: number): void {
    for (const { id } of users) this.users.delete(id);
    this.show(online);
  }

  private showAll(): void {
    const next = this.panel.querySelectorAll('[data-user]').length;
    this.shown = Infinity;
    this.render();
    // The button is gone: on with the first of those it brought.
    this.panel.querySelectorAll<HTMLElement>('[data-user] a')[next - 1]?.focus();
  }

  private show(online: number): void {
    this.online = online;
    for (const count of document.querySelectorAll('[data-online]')) count.textContent = String(online);
    // When many come at once the list is written once.
    cancelAnimationFrame(this.turn);
    this.turn = requestAnimationFrame(() => this.render());
  }

  /** Rows of people who stay are left alone, so that focus and pointer keep their place. */
  private render(): void {
    const list = this.panel.querySelector('ul')!;
    const wanted = [this.me, ...this.others].slice(0, this.shown);
    const ids = new Set(wanted.map(({ id }) => id));
    const rows = new Map(
      [...list.querySelectorAll<HTMLElement>('[data-user]')].map((row) => [Number(row.dataset.user), row]),
    );
    for (const [id, row] of rows) if (!ids.has(id)) row.remove();
    wanted.forEach((user, index) => {
      const row = rows.get(user.id) ?? this.row(user);
      if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    });
    const count = Math.max(0, this.online - wanted.length);
    this.more.hidden = count === 0;
    this.more.textContent = t('and {{count}} more', { count });
  }

  private row(user: UserView): HTMLElement {
    return elementOf(person, { ...user, href: roomPath(`@${user.username}`), isMe: user.id === this.me.id });
  }
}
