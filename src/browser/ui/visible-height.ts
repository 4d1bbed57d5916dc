/**
 * How much of the page the on-screen keyboard leaves: where the browser lays its keyboard over the page (iOS), the page is
 * made as high as what is seen. Elsewhere the browser does it: see interactive-widget in views/shell/head.hbs.
 */
export function watchVisibleHeight(): void {
  const view = window.visualViewport;
  if (!view) return;
  const root = document.documentElement;
  const look = () => {
    // Whoever has zoomed in sees a part of the page, and that is meant.
    const isCovered = view.scale === 1 && window.innerHeight - view.height > 1;
    if (isCovered) root.style.setProperty('--visible-height', `${view.height}px`);
    else root.style.removeProperty('--visible-height');
    // It has also pushed the page up, to show the field that is in view anyway.
    if (isCovered && view.offsetTop > 0) window.scrollTo(0, 0);
  };
  view.addEventListener('resize', look);
  view.addEventListener('scroll', look);
}
