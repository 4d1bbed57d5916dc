/** Puts what floats beside what it belongs to, inside the window. On a phone the style sheet puts it at the bottom edge. */

/** Pixels. */
const gap = 4;
const margin = 8;

const sheet = matchMedia('(max-width: 45rem)');

export function placeBeside(floating: HTMLElement, { left, right, top, bottom }: DOMRect): void {
  floating.style.left = floating.style.top = '';
  if (sheet.matches) return;
  const { offsetWidth: width, offsetHeight: height } = floating;
  const isRightToLeft = getComputedStyle(floating).direction === 'rtl';
  const start = isRightToLeft ? left : right - width;
  const below = bottom + gap;
  const y = below + height + margin <= innerHeight ? below : Math.max(margin, top - gap - height);
  floating.style.left = `${Math.min(Math.max(margin, start), innerWidth - width - margin)}px`;
  floating.style.top = `${y}px`;
}
