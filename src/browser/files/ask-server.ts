/**
 * Files that could not be had from where the server leads to: a page that was loaded before they went to a bucket has a policy that
 * does not let it follow there, and not every network does.
 */

/** False where it has been asked already, or nobody leads anywhere else. */
export function askServerItself(element: HTMLImageElement | HTMLMediaElement): boolean {
  const url = new URL(element.currentSrc || element.src, location.href);
  const isFile = url.origin === location.origin && url.pathname.startsWith('/files/');
  if (!isFile || url.searchParams.has('from')) return false;
  url.searchParams.set('from', 'server');
  if (element instanceof HTMLImageElement) showInstead(element, url.href);
  else playInstead(element, url.href);
  return true;
}

function showInstead(image: HTMLImageElement, address: string): void {
  for (const source of image.closest('picture')?.querySelectorAll('source') ?? []) source.remove();
  image.src = address;
}

/** From the same place on, and if it was to be played. */
function playInstead(media: HTMLMediaElement, address: string): void {
  const { currentTime, paused, playbackRate } = media;
  media.src = address;
  media.currentTime = currentTime;
  media.playbackRate = playbackRate;
  if (!paused) media.play().catch(() => undefined);
}
