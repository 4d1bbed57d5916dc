/**
 * A finger that rests on an item of a list tints it, and opens its menu when it is lifted: an earlier menu the lifting would close.
 * Where items can be dragged, one that moves before that takes the item along.
 */

/** Milliseconds, pixels. */
const longEnough = 450;
const still = 10;

interface Pressed {
  /** Selects the items. */
  items: string;
  /** Selects what a finger rests on for another reason. */
  except: string;
  open: (item: HTMLElement) => void;
  drag?: Drag;
}

interface Drag {
  over: (item: HTMLElement, at: MouseEvent) => void;
  drop: (item: HTMLElement, at: MouseEvent) => void;
  /** After that, and where the finger is taken away by something else. */
  end: () => void;
}

export function onLongPress(list: HTMLElement, { items, except, open, drag }: Pressed): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDone = false;
  let isDragged = false;
  let isTouched = false;
  let pressed: HTMLElement | null = null;
  let start = { x: 0, y: 0 };
  const cancel = () => {
    clearTimeout(timer);
    pressed?.classList.remove('has-menu');
    pressed = null;
    if (isDragged) drag?.end();
    isDragged = false;
  };

  list.addEventListener('pointerdown', ({ pointerType, target, clientX, clientY }) => {
    cancel();
    isDone = false;
    const item = (target as Element).closest<HTMLElement>(items);
    isTouched = pointerType === 'touch';
    if (!isTouched || !item || (target as Element).closest(except)) return;
    start = { x: clientX, y: clientY };
    timer = setTimeout(() => {
      isDone = true;
      pressed = item;
      item.classList.add('has-menu');
    }, longEnough);
  });
  list.addEventListener('pointermove', (event) => {
    if (!isDragged && Math.hypot(event.clientX - start.x, event.clientY - start.y) <= still) return;
    if (!pressed || !drag) return cancel();
    isDragged = true;
    drag.over(pressed, event);
  });
  list.addEventListener('pointercancel', cancel);
  list.addEventListener('pointerup', (event) => {
    const item = pressed;
    const wasDragged = isDragged;
    if (item && wasDragged) drag?.drop(item, event);
    cancel();
    if (item && !wasDragged) setTimeout(() => open(item));
  });
  if (drag) {
    // The list does not scroll under what is dragged, and the browser does not drag it as well.
    list.addEventListener('touchmove', (event) => pressed && event.preventDefault(), { passive: false });
    list.addEventListener('dragstart', (event) => isTouched && event.preventDefault());
  }
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
