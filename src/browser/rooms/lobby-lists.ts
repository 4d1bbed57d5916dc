/** The lists of the lobby: the reader's rooms, their conversations, other rooms. */
import type { RoomInWords, LobbyView } from '../../shared/lobby.js';
import { moreRoomsPath } from '../../shared/paths.js';
import { localiseTimes } from '../ui/times.js';
import { roomContext, render } from './lobby-templates.js';

export class LobbyLists {
  constructor(private readonly element: HTMLElement) {}

  /** Somebody is about to choose: nothing is to be pulled away from under them. */
  get isInUse(): boolean {
    return this.element.contains(document.activeElement);
  }

  /** Whether the server has more than these. */
  get isCut(): boolean {
    return document.getElementById('more-rooms') !== null;
  }

  show({ mine, direct, others, next }: LobbyView): void {
    const cards = (rooms: RoomInWords[]) => rooms.map(roomContext);
    const isEmpty = mine.length + direct.length + others.length === 0;
    const context = {
      isEmpty,
      mine: cards(mine),
      direct: cards(direct),
      others: cards(others),
      moreHref: next && moreRoomsPath(next),
    };
    this.element.replaceChildren(...render.roomLists(context));
    localiseTimes(this.element);
    if (!isEmpty) begin();
  }

  /** Rooms that were looked for, beside those of the page. */
  addFound(rooms: RoomInWords[]): void {
    const list = document.getElementById('other-cards');
    for (const listed of rooms) {
      if (!list || this.element.querySelector(`li[data-room="${listed.room.id}"]`)) continue;
      const card = render.roomCard(roomContext(listed));
      localiseTimes(card);
      list.append(card);
    }
  }
}

/** The first room is there: the page does not ask for one any more. */
function begin(): void {
  const top = document.querySelector('.lobby-top.is-empty');
  if (!top) return;
  top.classList.remove('is-empty');
  top.querySelector(':scope > .icon')?.remove();
  const title = top.querySelector<HTMLElement>('h1')!;
  title.textContent = title.dataset.soon!;
  top.querySelector<HTMLElement>('.actions')!.hidden = false;
}
