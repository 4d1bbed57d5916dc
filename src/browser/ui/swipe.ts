/** Swipes with one finger, beside the browser's own: those begin at the edges of the screen. */

/** Pixels: from an edge, that belong to the browser's "back"; until a move has a direction. */
const browsersOwn = 24;
const decided = 10;

export interface Swipe {
  /** Pixels to the right of where it began; negative to the left. */
  moved(distance: number): void;
  /** The finger was lifted, or the browser took the gesture away. */
  ended(distance: number, isDone: boolean): void;
}

/** `begin` answers whether a swipe from this element is wanted: by what is done with it. */
export function onSwipe(
  root: HTMLElement,
  begin: (target: Element, x: number, isRight: boolean) => Swipe | undefined,
  signal?: AbortSignal,
): void {
  let start: { x: number; y: number; target: Element } | undefined;
  let swipe: Swipe | undefined;
  const end = (x: number, isDone: boolean) => {
    swipe?.ended(start ? x - start.x : 0, isDone);
    start = swipe = undefined;
  };
  const options = { signal: signal ?? new AbortController().signal };
  root.addEventListener(
    'pointerdown',
    ({ pointerType, isPrimary, clientX: x, clientY: y, target }) => {
      // A second finger is no swipe.
      if (!isPrimary) return end(x, false);
      const isBrowsersOwn = x < browsersOwn || x > innerWidth - browsersOwn;
      start = pointerType === 'touch' && !isBrowsersOwn ? { x, y, target: target as Element } : undefined;
    },
    options,
  );
  root.addEventListener(
    'pointermove',
    ({ clientX, clientY }) => {
      if (!start) return;
      const [across, down] = [clientX - start.x, clientY - start.y];
      if (!swipe && Math.hypot(across, down) < decided) return;
      if (!swipe && Math.abs(across) > 1.5 * Math.abs(down)) swipe = begin(start.target, start.x, across > 0);
      if (swipe) swipe.moved(across);
      else start = undefined;
    },
    options,
  );
  root.addEventListener('pointerup', ({ clientX }) => end(clientX, true), options);
  root.addEventListener('pointercancel', ({ clientX }) => end(clientX, false), options);
}
