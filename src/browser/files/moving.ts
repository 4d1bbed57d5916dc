/** Animated pictures stand still until the pointer is on one of them: one at a time, and none where the reader asked for less. */

const calm = matchMedia('(prefers-reduced-motion: reduce)');

export function playMoving(): void {
  let moving: HTMLImageElement | undefined;
  const stop = () => {
    moving?.remove();
    moving = undefined;
  };
  document.addEventListener('pointerover', ({ target, pointerType }) => {
    const link = (target as Element).closest<HTMLAnchorElement>('[data-animated] > .picture-link');
    if (link && moving?.parentElement === link) return;
    stop();
    if (!link || pointerType !== 'mouse' || calm.matches) return;
    moving = new Image();
    moving.className = 'moving';
    moving.alt = '';
    moving.src = link.href;
    link.append(moving);
  });
  document.addEventListener('pointerout', ({ relatedTarget }) => {
    if (!moving?.parentElement?.contains(relatedTarget as Node | null)) stop();
  });
}
