/** A finger that rests on a message tints it, and opens its menu when it is lifted: an earlier menu the lifting would close. */

/** Milliseconds, pixels. */
const longEnough = 450;
const still = 10;

export function onLongPress(log: HTMLElement, open: (message: HTMLElement) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDone = false;
  let pressed: HTMLElement | null = null;
  let start = { x: 0, y: 0 };
  const cancel = () => {
    clearTimeout(timer);
    pressed?.classList.remove('has-menu');
    pressed = null;
  };

  log.addEventListener('pointerdown', ({ pointerType, target, clientX, clientY }) => {
    cancel();
    isDone = false;
    const message = (target as Element).closest<HTMLElement>('.message');
    if (pointerType !== 'touch' || !message || (target as Element).closest('textarea, pre')) return;
    start = { x: clientX, y: clientY };
    timer = setTimeout(() => {
      isDone = true;
      pressed = message;
      message.classList.add('has-menu');
    }, longEnough);
  });
  log.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (Math.hypot(clientX - start.x, clientY - start.y) > still) cancel();
  });
  log.addEventListener('pointercancel', cancel);
  log.addEventListener('pointerup', () => {
    const message = pressed;
    cancel();
    if (message) setTimeout(() => open(message));
  });
  // Neither the browser's own menu, nor the link or chip below the finger.
  log.addEventListener('contextmenu', (event) => {
    if (event.pointerType === 'touch') event.preventDefault();
  });
  log.addEventListener(
    'click',
    (event) => {
      if (!isDone) return;
      isDone = false;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}
