/** What the lobby's lists are made of, as the server makes them; they include what rooms/templates.ts knows. */
import roomCard from '../../../views/rooms/room-card.hbs';
import roomLists from '../../../views/rooms/room-lists.hbs';
import type { RoomInWords } from '../../shared/lobby.js';
import { inList } from '../../shared/room-page.js';
import { lookHelpers } from '../files/look-helpers.js';
import { elementOf, elementsOf, registerHelpers, registerPartials } from '../ui/handlebars.js';
import { linkContext } from './templates.js';

registerHelpers(lookHelpers);
registerPartials({ 'rooms/room-card': roomCard });

export const roomContext = ({ online, lastMessageAt, members, lastWords, ...listed }: RoomInWords) => ({
  ...linkContext(inList(listed)),
  ...{ topic: listed.room.topic, online, lastMessageAt, members, lastWords },
});

export const render = {
  roomCard: (context: object) => elementOf(roomCard, context),
  roomLists: (context: object) => elementsOf(roomLists, context),
};
