/** Own emoji that move stand still, but while somebody points at them or the focus is on what holds them; never where motion is not wanted. */
const motion = matchMedia('(prefers-reduced-motion: no-preference)');

/** What holds them, for the pointer and for the focus. */
const pointed = 'img.moves, button, .option';
const focused = 'button, .option, .message';

watch('pointerover', pointed, true);
watch('pointerout', pointed, false);
watch('focusin', focused, true);
watch('focusout', focused, false);
// The pointer or the focus may have come before this was there.
for (const holder of document.querySelectorAll(`:is(${pointed}):hover, :is(${focused}):focus`))
  move(holder, true);

function watch(type: string, holders: string, moves: boolean): void {
  document.addEventListener(type, ({ target }) => {
    const holder = target instanceof Element && target.closest(holders);
    if (holder) move(holder, moves);
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
