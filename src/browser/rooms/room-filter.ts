/** Shows the rooms whose name holds what is being typed, and says when Enter would make a new one. */
import type { KnownRoom } from '../core/known-rooms.js';

const folded = (name: string) => name.normalize('NFKC').toLowerCase().trim();

export class RoomFilter {
  constructor(
    private readonly field: HTMLInputElement,
    private readonly hint: HTMLElement,
    private readonly rooms: () => KnownRoom[],
  ) {
    field.addEventListener('input', () => this.apply());
    this.apply();
  }

  /** Hides what does not match; call it when the rooms have changed, too. */
  apply(): void {
    const wanted = folded(this.field.value).replace(/^[#@]/, '');
    const rooms = this.rooms();
    for (const { id, name } of rooms) {
      const row = document.querySelector<HTMLElement>(`.room-cards li[data-room="${id}"]`);
      if (row) row.hidden = !folded(name).includes(wanted);
    }
    for (const section of document.querySelectorAll<HTMLElement>('main section:has(.room-cards)'))
      section.hidden = !section.querySelector('li:not([hidden])');
    const isNew = wanted !== '' && !rooms.some(({ name }) => folded(name) === wanted);
    this.hint.textContent = isNew && !this.field.value.trim().startsWith('@') ? this.hint.dataset.none! : '';
  }
}
