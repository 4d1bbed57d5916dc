/** Opens and closes the people of a room: a column beside it, or over it where there is no room for a column. */

/** As public/css/people/people.css has it. */
const wide = matchMedia('(min-width: 68rem)');

const year = 365 * 24 * 3600;

export class PeoplePanel {
  private readonly button = document.getElementById('people-button');

  constructor(
    private readonly panel: HTMLElement,
    private readonly onOpened: () => void,
    signal: AbortSignal,
  ) {
    // Another room's page says nothing of it, and the reader's choice holds for all of them.
    if (isKeptClosed()) document.body.dataset.people = 'closed';
    this.tell();
    onPress(this.button, () => (this.isOpen ? this.close() : this.open()));
    onPress(document.getElementById('people-item'), () => {
      document.getElementById('room-menu')?.hidePopover();
      this.open();
    });
    panel.querySelector('[data-people-close]')!.addEventListener('click', () => this.close());
    panel.addEventListener('keydown', (event) => this.pressed(event));
    panel.addEventListener('toggle', () => this.tell());
    wide.addEventListener('change', () => this.tell(), { signal });
  }

  /** Where it lies over the room, what was chosen in it comes to sight. */
  makeWay(): void {
    if (this.isOver) this.panel.hidePopover();
  }

  private get isOver(): boolean {
    return this.panel.matches(':popover-open');
  }

  private get isOpen(): boolean {
    return this.isOver || (wide.matches && document.body.dataset.people !== 'closed');
  }

  private open(): void {
    if (wide.matches) this.keep(true);
    else this.panel.showPopover();
    this.tell();
  }

  private close(): void {
    if (this.isOver) return this.panel.hidePopover();
    const hadFocus = this.panel.contains(document.activeElement);
    this.keep(false);
    this.tell();
    if (hadFocus) this.button?.focus();
  }

  /** Esc takes the search back first. */
  private pressed(event: KeyboardEvent): void {
    const field = this.panel.querySelector<HTMLInputElement>('#people-query')!;
    if (event.key !== 'Escape' || event.isComposing) return;
    if (field.value === '') {
      // A popover closes by itself.
      if (!this.isOver) this.close();
      return;
    }
    event.preventDefault();
    field.value = '';
    field.dispatchEvent(new Event('input'));
  }

  /** In a cookie, so that the next page comes without the column, and nothing moves. */
  private keep(isOpen: boolean): void {
    if (isOpen) delete document.body.dataset.people;
    else document.body.dataset.people = 'closed';
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = `samovar.people=${isOpen ? 'open' : 'closed'}; Path=/; Max-Age=${year}; SameSite=Lax${secure}`;
  }

  private tell(): void {
    this.button?.setAttribute('aria-expanded', String(this.isOpen));
    if (this.isOpen) this.onOpened();
  }
}

/** A press that is meant for this page: both are links to the page of the people, which may open in another tab. */
function onPress(link: HTMLElement | null, work: () => void): void {
  link?.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    work();
  });
}

const isKeptClosed = () => document.cookie.split('; ').includes('samovar.people=closed');
