/** Links to the lobby and to rooms: which are followed here, and which are about to be. */

/** Milliseconds that a pointer rests on a link before its page is expected. */
const rest = 60;

interface Follower {
  /** False where the browser is to do it. */
  follow: (link: HTMLAnchorElement) => boolean;
  /** It is probably followed next. */
  expect: (link: HTMLAnchorElement) => void;
}

export function watchLinks({ follow, expect }: Follower): void {
  let resting: ReturnType<typeof setTimeout> | undefined;
  const prepare = (link: HTMLAnchorElement | null) => {
    // People in the list lead to the message field, not to a page.
    if (link && !link.dataset.username) expect(link);
  };
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = linkAt(event.target);
    if (link && follow(link)) event.preventDefault();
  });
  document.addEventListener('pointerover', ({ target }) => {
    clearTimeout(resting);
    const link = linkAt(target);
    if (link) resting = setTimeout(() => prepare(link), rest);
  });
  document.addEventListener('pointerdown', ({ target }) => prepare(linkAt(target)));
}

/** The link to the lobby or a room under a pointer. */
/** The lobby, a room, a room at a message, or with a thread; a room's people and settings are pages of their own. */
const isShown = /^\/chat\/(?:[^/]+(?:(?:\/thread)?\/\d+)?)?$/;

function linkAt(target: EventTarget | null): HTMLAnchorElement | null {
  const link = (target as Element | null)?.closest?.<HTMLAnchorElement>('a[href]') ?? null;
  const isOurs = link?.origin === location.origin && isShown.test(link.pathname) && !link.target;
  return isOurs ? link : null;
}
