/** How the bar is taken: by mouse, finger, pen, wheel and keys. */
import { placeAt, type Scale, type Span, thumbOf } from '../../core/room-scale.js';
import type { BarElements } from './bar-elements.js';
import type { Pointing } from './pointing.js';

interface BarListener {
  pointing: Pointing;
  scale: () => Scale;
  /** What is in view. */
  span: () => Span | undefined;
  /** Somebody is about to do something with the bar. */
  attention(): void;
  /** Moves by so much of what is in view, as the browser's own bar does. */
  page(screens: number): void;
  wheel(pixels: number): void;
}

/** Of what is in view, so that a line or two stay. */
const screen = 0.85;
/** Milliseconds until a press on the track is repeated, and from then on. */
const [repeatsAfter, repeatsEvery] = [400, 120];
/** Pixels of a line, where a wheel counts lines. */
const line = 24;

export function watchHands(elements: BarElements, listener: BarListener): void {
  const { bar, thumb } = elements;
  bar.addEventListener('pointerenter', () => listener.attention());
  bar.addEventListener('focus', () => listener.attention());
  bar.addEventListener('wheel', (event) => turned(event, listener), { passive: false });
  bar.addEventListener('pointerdown', (event) => {
    if (event.button > 1) return;
    event.preventDefault();
    listener.attention();
    const goesThere = event.shiftKey || event.button === 1;
    if (event.target === thumb || goesThere) drag(elements, event, listener, event.target === thumb);
    else pressTrack(elements, event, listener);
  });
  watchKeys(bar, listener);
}

function turned(event: WheelEvent, listener: BarListener): void {
  // With Ctrl it makes the page larger.
  if (event.ctrlKey) return;
  event.preventDefault();
  listener.wheel(event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? line : 1));
}

/** `holds`: the thumb is held where it was taken; otherwise it comes to the pointer with its middle. */
function drag(
  { bar, thumb }: BarElements,
  down: PointerEvent,
  { pointing, scale, span }: BarListener,
  holds: boolean,
): void {
  pointing.begin();
  const { pointed } = pointing;
  if (!pointed) return;
  const inView = pointed.to - pointed.from;
  const box = thumb.getBoundingClientRect();
  const held = holds ? down.clientY - box.top : box.height / 2;
  const done = new AbortController();
  const { signal } = done;
  const move = ({ clientY }: PointerEvent) =>
    pointing.to(placeAt(clientY - held - bar.getBoundingClientRect().top, inView, scale()));
  bar.setPointerCapture(down.pointerId);
  bar.classList.add('is-held');
  const finish = (end: () => Promise<void>) => {
    done.abort();
    bar.classList.remove('is-held');
    void end();
  };
  bar.addEventListener('pointermove', move, { signal });
  bar.addEventListener('pointerup', () => finish(() => pointing.end()), { signal });
  bar.addEventListener('pointercancel', () => finish(() => pointing.cancel()), { signal });
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      finish(() => pointing.cancel());
    },
    { signal, capture: true },
  );
  if (!holds && span()) move(down);
}

/** A screen towards the pointer, again and again until the thumb is there. */
function pressTrack({ bar }: BarElements, down: PointerEvent, listener: BarListener): void {
  let y = down.clientY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const step = (isFirst: boolean) => {
    const span = listener.span();
    if (!span) return;
    const { top, height } = thumbOf(span, listener.scale());
    const at = y - bar.getBoundingClientRect().top;
    if (at < top) listener.page(-screen);
    else if (at > top + height) listener.page(screen);
    else return;
    timer = setTimeout(() => step(false), isFirst ? repeatsAfter : repeatsEvery);
  };
  const done = new AbortController();
  bar.setPointerCapture(down.pointerId);
  bar.addEventListener('pointermove', ({ clientY }) => (y = clientY), { signal: done.signal });
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
    bar.addEventListener(
      end,
      () => {
        clearTimeout(timer);
        done.abort();
      },
      { signal: done.signal },
    );
  step(true);
}

/** Arrows go by a message, the Page keys by a screen or a twentieth of the room, whichever is more. */
function watchKeys(bar: HTMLElement, { pointing, scale }: BarListener): void {
  const steps: Record<string, (at: Span, count: number) => number> = {
    ArrowUp: ({ from }) => Math.ceil(from) - 1,
    ArrowDown: ({ from }) => Math.floor(from) + 1,
    PageUp: ({ from, to }, count) => from - Math.max(to - from, count / 20),
    PageDown: ({ from, to }, count) => from + Math.max(to - from, count / 20),
    Home: () => 0,
    End: (_, count) => count,
  };
  bar.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    pointing.begin(true);
    const { pointed } = pointing;
    if (!pointed) return;
    pointing.to(step(pointed, scale().count));
    pointing.endSoon();
  });
  bar.addEventListener('blur', () => void pointing.end());
}
