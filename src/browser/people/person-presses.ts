/** Names and faces lead to the person: presses on them open the card. */
import { type Asked, PersonCards, type Visit } from './person-cards.js';

export function watchPersonPresses(myId: number, visit: () => Visit | undefined): void {
  const cards = new PersonCards(myId, visit);
  const open = (event: MouseEvent, asked: Asked | undefined) => {
    if (!asked) return;
    event.preventDefault();
    void cards.open(asked);
  };
  document.addEventListener('click', (event) => {
    const { defaultPrevented, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (defaultPrevented || ctrlKey || metaKey || shiftKey || altKey) return;
    open(event, askedFor(event.target as Element));
  });
  document.addEventListener('contextmenu', (event) =>
    open(event, askedIn((event.target as Element).closest<HTMLElement>('.people-scroll li'))),
  );
}

/** Whom a press asks for: a name or a face that leads to a person, or the face of a message. */
function askedFor(target: Element): Asked | undefined {
  const link = target.closest<HTMLElement>('[data-person]');
  if (link) return { id: Number(link.dataset.person), ...namesIn(link.closest('li') ?? link), anchor: link };
  const face = target.closest<HTMLElement>('.message > .avatar');
  const message = face?.closest<HTMLElement>('.message');
  if (!face || !message) return undefined;
  return { id: Number(message.dataset.author), ...namesIn(message), anchor: face };
}

/** Whom a row of the list shows. */
const askedIn = (row: HTMLElement | null): Asked | undefined =>
  row?.dataset.user === undefined
    ? undefined
    : { id: Number(row.dataset.user), ...namesIn(row), anchor: row };

/** The username stands in where the name leads to. */
function namesIn(element: Element): Pick<Asked, 'name' | 'username'> {
  const name = element.querySelector('bdi')?.textContent ?? element.textContent;
  const link = element.matches('a') ? element : element.querySelector('a[data-person]');
  const path = link?.getAttribute('href')?.split('/') ?? [];
  return { name, username: path[1] === 'people' ? decodeURIComponent(path[2] ?? '') : name };
}
