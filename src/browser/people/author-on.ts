/** Who wrote what the page shows, as it stands there: the name leads to the person by their username, and the face has their picture. */
import type { UserView } from '../../shared/people.js';

export function authorOn(place: Element, id: number): UserView {
  const link = place.querySelector<HTMLAnchorElement>('.author')!;
  const name = link.textContent;
  const picture = place.querySelector('.avatar img')?.getAttribute('src')!.split(/[/-]/).at(-2);
  const username = decodeURIComponent(link.pathname?.split('/').at(-1) ?? name);
  return { ...{ id, username, name }, ...(picture && { picture }) };
}
