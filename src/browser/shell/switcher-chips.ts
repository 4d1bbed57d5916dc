/** On a phone, between the switcher's field and its list: how much was found of each kind, and the way there. */

interface Chip {
  label: string;
  count?: string;
  /** Undefined: it leads away from here. */
  isPressed?: boolean;
  take(): void;
}

export class SwitcherChips {
  readonly element = document.createElement('div');
  private chips: Chip[] = [];

  constructor(label: string) {
    this.element.className = 'switcher-chips';
    this.element.hidden = true;
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', label);
    // The field keeps the focus, and a phone its keyboard.
    this.element.addEventListener('pointerdown', (event) => event.preventDefault());
    this.element.addEventListener('click', ({ target }) => {
      const chip = (target as Element).closest('.filter-pill');
      if (chip) this.chips[[...this.element.children].indexOf(chip)]!.take();
    });
  }

  /** None where there is nothing to choose from. */
  show(chips: Chip[]): void {
    this.chips = chips;
    this.element.hidden = chips.length < 2;
    this.element.replaceChildren(...chips.map(button));
  }
}

function button({ label, count, isPressed }: Chip): HTMLElement {
  const chip = document.createElement('button');
  chip.type = 'button';
  chip.className = 'filter-pill';
  if (isPressed !== undefined) chip.setAttribute('aria-pressed', String(isPressed));
  chip.textContent = label;
  if (count === undefined) return chip;
  const number = document.createElement('span');
  number.textContent = count;
  chip.append(' ', number);
  return chip;
}
