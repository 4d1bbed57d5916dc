/** A short confirmation at the bottom of the room. */

/** Milliseconds. */
const shortly = 2_500;

export class Toast {
  private readonly element = document.createElement('p');
  private timer?: ReturnType<typeof setTimeout>;

  constructor(parent: HTMLElement) {
    this.element.className = 'pill toast';
    this.element.setAttribute('role', 'status');
    parent.append(this.element);
  }

  say(sentence: string): void {
    clearTimeout(this.timer);
    this.element.textContent = sentence;
    this.timer = setTimeout(() => (this.element.textContent = ''), shortly);
  }
}
