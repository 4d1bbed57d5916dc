/** A finger that rests on an item of a list tints it, and opens its menu when it is lifted: an earlier menu the lifting would close. */

/** Milliseconds, pixels. */
const longEnough = 450;
const still = 10;

interface Pressed {
  /** Selects the items. */
  items: string;
  /** Selects what a finger rests on for another reason. */
  except: string;
  open: (item: HTMLElement) => void;
}

export function onLongPress(list: HTMLElement, { items, except, open }: Pressed): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDone = false;
  let pressed: HTMLElement | null = null;
  let start = { x: 0, y: 0 };
  const cancel = () => {
    clearTimeout(timer);
    pressed?.classList.remove('has-menu');
    pressed = null;
  };

  list.addEventListener('pointerdown', ({ pointerType, target, clientX, clientY }) => {
    cancel();
    isDone = false;
    const item = (target as Element).closest<HTMLElement>(items);
    if (pointerType !== 'touch' || !item || (target as Element).closest(except)) return;
    start = { x: clientX, y: clientY };
    timer = setTimeout(() => {
      isDone = true;
      pressed = item;
      item.classList.add('has-menu');
    }, longEnough);
  });
  list.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (Math.hypot(clientX - start.x, clientY - start.y) > still) cancel();
  });
  list.addEventListener('pointercancel', cancel);
  list.addEventListener('pointerup', () => {
    const item = pressed;
    cancel();
    if (item) setTimeout(() => open(item));
  });
  // Neither the browser's own menu, nor the link or chip below the finger.
  list.addEventListener('contextmenu', (event) => {
    if (event.pointerType === 'touch') event.preventDefault();
  });
  list.addEventListener(
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
