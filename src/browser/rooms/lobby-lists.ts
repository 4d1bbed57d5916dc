/** The lists of the lobby: the reader's rooms, their conversations, other rooms. */
import type { ListedRoom, LobbyView } from '../../shared/lobby.js';
import { localiseTimes } from '../ui/times.js';
import { roomContext, render } from './templates.js';

export class LobbyLists {
  constructor(private readonly element: HTMLElement) {}

  /** Somebody is about to choose: nothing is to be pulled away from under them. */
  get isInUse(): boolean {
    return this.element.contains(document.activeElement);
  }

  show({ mine, direct, others }: LobbyView): void {
    const cards = (rooms: ListedRoom[]) => rooms.map(roomContext);
    const isEmpty = mine.length + direct.length + others.length === 0;
    const context = { isEmpty, mine: cards(mine), direct: cards(direct), others: cards(others) };
    this.element.replaceChildren(...render.roomLists(context));
    localiseTimes(this.element);
  }
}
