/** "Back to where I was": after a leap, one step back. */

/** Where the reader was: the seq of the first message in view, or the end of the room. */
export type Place = number | 'end';

export class WayBack {
  private place: Place | undefined;

  constructor(
    private readonly button: HTMLElement,
    goBack: (to: Place) => void,
  ) {
    button.addEventListener('click', () => {
      const { place } = this;
      this.forget();
      if (place !== undefined) goBack(place);
    });
  }

  remember(place: Place): void {
    this.place = place;
    this.button.hidden = false;
  }

  /** The reader sees this now: who is back needs no way. */
  sees(first: number, last: number, isAtEnd: boolean): void {
    const { place } = this;
    if (place === undefined) return;
    if (place === 'end' ? isAtEnd : place >= first && place <= last) this.forget();
  }

  private forget(): void {
    this.place = undefined;
    this.button.hidden = true;
  }
}
