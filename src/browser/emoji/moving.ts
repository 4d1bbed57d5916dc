/**
 * Own emoji that move stand still, but while somebody points at them or the focus is on what holds them, or where the reader wants it
 * otherwise; never where motion is not wanted.
 */
import { movesAlways, movingChanged } from './moves-always.js';

const motion = matchMedia('(prefers-reduced-motion: no-preference)');

/** What holds them, for the pointer and for the focus. */
const pointed = 'img.moves, button, .option';
const focused = 'button, .option, .message';

/** Those that come while all of them move. */
const coming = new MutationObserver((changes) => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes) if (node instanceof Element) move(node, true);
});

export const mayMove = (): boolean => motion.matches;

function show(isOn: boolean): void {
  if (isOn) coming.observe(document.body, { childList: true, subtree: true });
  else coming.disconnect();
  move(document.body, isOn);
}

watch('pointerover', pointed, true);
watch('pointerout', pointed, false);
watch('focusin', focused, true);
watch('focusout', focused, false);
if (movesAlways()) show(true);
document.addEventListener(movingChanged, () => show(movesAlways()));
// The pointer or the focus may have come before this was there.
for (const holder of document.querySelectorAll(`:is(${pointed}):hover, :is(${focused}):focus`))
  move(holder, true);

function watch(type: string, holders: string, moves: boolean): void {
  document.addEventListener(type, ({ target }) => {
    const holder = target instanceof Element && target.closest(holders);
    if (holder) move(holder, moves || movesAlways());
  });
}

function move(holder: Element, moves: boolean): void {
  for (const image of movingIn(holder)) set(image, moves && motion.matches);
}

function movingIn(holder: Element): HTMLImageElement[] {
  if (holder.matches('img.moves')) return [holder as HTMLImageElement];
  return [...holder.querySelectorAll<HTMLImageElement>('img.moves')];
}

function set(image: HTMLImageElement, moves: boolean): void {
  const still = image.getAttribute('src')!.replace('?moving', '');
  const wanted = moves ? `${still}?moving` : still;
  if (image.getAttribute('src') !== wanted) image.setAttribute('src', wanted);
}
