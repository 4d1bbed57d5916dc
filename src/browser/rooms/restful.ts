/** What changes the order of the list of rooms waits until no pointer is over it: nothing jumps from under a press. */
export class Restful {
  private readonly waiting: (() => void)[] = [];

  constructor() {
    document.addEventListener('pointerout', () => {
      if (this.waiting.length > 0) requestAnimationFrame(() => this.look());
    });
  }

  whenAtRest(change: () => void): void {
    if (isUnderPointer()) this.waiting.push(change);
    else change();
  }

  private look(): void {
    if (isUnderPointer()) return;
    for (const change of this.waiting.splice(0)) change();
  }
}

const isUnderPointer = () =>
  matchMedia('(hover: hover)').matches && document.querySelector('.room-lists:hover') !== null;
