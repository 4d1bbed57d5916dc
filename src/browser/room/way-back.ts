/** "Back to where I was": after a leap, one step back. */

/** Where the reader was: the seq of the first message in view, or the end of the room. */
export type Place = number | 'end';

export class WayBack {
  private place: Place | undefined;
  private elsewhere: (() => void) | undefined;
  private readonly words: string;

  constructor(
    private readonly button: HTMLElement,
    goBack: (to: Place) => void,
  ) {
    this.words = button.textContent;
    button.addEventListener('click', () => {
      const { place, elsewhere } = this;
      this.forget();
      elsewhere?.();
      if (place !== undefined) goBack(place);
    });
  }

  remember(place: Place): void {
    this.place = place;
    this.show(this.words);
  }

  /** To where the reader was before they came into the room. */
  leadElsewhere(words: string, goBack: () => void): void {
    this.show(words);
    this.elsewhere = goBack;
  }

  /** The reader sees this now: who is back needs no way. */
  sees(first: number, last: number, isAtEnd: boolean): void {
    const { place } = this;
    if (place === undefined) return;
    if (place === 'end' ? isAtEnd : place >= first && place <= last) this.forget();
  }

  private show(words: string): void {
    this.elsewhere = undefined;
    this.button.lastChild!.textContent = words;
    this.button.hidden = false;
  }

  private forget(): void {
    this.place = undefined;
    this.elsewhere = undefined;
    this.button.hidden = true;
  }
}
