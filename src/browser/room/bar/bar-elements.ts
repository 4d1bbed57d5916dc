/** What the bar is made of: its track, the thumb, the marks of the calendar, and the bubble that says where one points. */
import type { Scale, Thumb } from '../../core/room-scale.js';
import { number, t } from '../../ui/page-texts.js';

export interface PlacedMark {
  top: number;
  label: string;
}

/** Pixels of the thumb, and between two marks, at least. */
const least = matchMedia('(pointer: coarse)').matches ? 44 : 32;
const apart = 26;

export class BarElements {
  readonly bar = made('div', 'room-bar');
  readonly thumb = made('div', 'room-bar-thumb');
  private readonly marks = made('div', 'room-bar-marks');
  private readonly bubble = made('div', 'room-bar-bubble floating');
  private readonly date = made('strong', '');
  private readonly number = made('span', '');
  private shownMarks: PlacedMark[] = [];

  constructor(private readonly box: HTMLElement) {
    const { bar, thumb, marks, bubble } = this;
    bar.id = 'room-bar';
    bar.hidden = true;
    bar.tabIndex = 0;
    bar.setAttribute('role', 'scrollbar');
    bar.setAttribute('aria-label', t('Place in the room'));
    bar.setAttribute('aria-controls', box.id);
    bar.setAttribute('aria-orientation', 'vertical');
    bar.setAttribute('aria-valuemin', '1');
    bubble.append(this.date, this.number);
    for (const part of [marks, bubble]) part.setAttribute('aria-hidden', 'true');
    bar.append(marks, thumb, bubble);
    box.after(bar);
  }

  get size(): Pick<Scale, 'length' | 'least'> {
    return { length: this.bar.clientHeight, least };
  }

  toggle(isShown: boolean): void {
    if (this.bar.hidden !== isShown) return;
    this.bar.hidden = !isShown;
    this.box.classList.toggle('has-bar', isShown);
    // A bar of the browser's that takes no room leaves none for this one.
    this.box.classList.toggle('is-under-bar', isShown && this.box.offsetWidth === this.box.clientWidth);
  }

  /** On a screen that is touched it is there while something moves. */
  wake(): void {
    this.bar.classList.remove('is-idle');
  }

  rest(): void {
    this.bar.classList.add('is-idle');
  }

  place({ top, height }: Thumb, marks: PlacedMark[]): void {
    // Before anything is set: it would all be laid out once more.
    const { offsetHeight } = this.bubble;
    const middle = top + height / 2 - offsetHeight / 2;
    const lowest = this.bar.clientHeight - offsetHeight;
    set(this.thumb, 'translate', `0 ${top.toFixed(1)}px`);
    set(this.thumb, 'height', `${height.toFixed(1)}px`);
    set(this.bubble, 'translate', `0 ${Math.max(0, Math.min(middle, lowest)).toFixed(1)}px`);
    this.show(marks);
  }

  /** Where the reader is: said to who cannot see the bar; and in the bubble while they point. */
  say(seq: number, count: number, date: string, isPointed: boolean): void {
    const text = t('{{place}} of {{all}}', { place: `#${number(seq)}`, all: number(count) });
    attribute(this.bar, 'aria-valuemax', String(count));
    attribute(this.bar, 'aria-valuenow', String(seq));
    attribute(this.bar, 'aria-valuetext', date ? `${text}, ${date}` : text);
    this.bar.classList.toggle('is-pointed', isPointed);
    if (!isPointed) return;
    this.date.textContent = date;
    this.number.textContent = text;
  }

  /** Those that would cover each other are left out. */
  private show(marks: PlacedMark[]): void {
    if (isSame(marks, this.shownMarks)) return;
    this.shownMarks = marks;
    let free = 0;
    const shown = marks.filter(({ top }) => {
      const isFree = top >= free;
      if (isFree) free = top + apart;
      return isFree;
    });
    this.marks.replaceChildren(
      ...shown.map(({ top, label }) => {
        const mark = made('span', '');
        mark.textContent = label;
        mark.style.translate = `0 ${top.toFixed(1)}px`;
        return mark;
      }),
    );
  }
}

const isSame = (some: PlacedMark[], others: PlacedMark[]): boolean =>
  some.length === others.length &&
  some.every(({ top, label }, index) => {
    const other = others[index]!;
    return label === other.label && Math.abs(top - other.top) < 1;
  });

function made(name: 'div' | 'span' | 'strong', className: string): HTMLElement {
  const element = document.createElement(name);
  if (className) element.className = className;
  return element;
}

/** What is set to what it is already would be worked out anew. */
function set(element: HTMLElement, property: 'translate' | 'height', value: string): void {
  if (element.style[property] !== value) element.style[property] = value;
}

function attribute(element: HTMLElement, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
