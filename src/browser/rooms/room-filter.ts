/** Shows the rooms whose name holds what is being typed, and says when Enter would make a new one. */

const folded = (name: string) => name.normalize('NFKC').toLowerCase().trim();

export class RoomFilter {
  constructor(
    private readonly field: HTMLInputElement,
    private readonly hint: HTMLElement,
  ) {
    field.addEventListener('input', () => this.apply());
    this.apply();
  }

  /** Hides what does not match; call it when the rooms have changed, too. */
  apply(): void {
    const wanted = folded(this.field.value).replace(/^[#@]/, '');
    const rows = [...document.querySelectorAll<HTMLElement>('.room-cards [data-name]')];
    for (const row of rows) row.hidden = !folded(row.dataset.name!).includes(wanted);
    for (const section of document.querySelectorAll<HTMLElement>('main section:has(.room-cards)'))
      section.hidden = !section.querySelector('li:not([hidden])');
    const isNew = wanted !== '' && !rows.some(({ dataset }) => folded(dataset.name!) === wanted);
    this.hint.textContent = isNew && !this.field.value.trim().startsWith('@') ? this.hint.dataset.none! : '';
  }
}
