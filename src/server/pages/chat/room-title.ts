import type { RoomView } from '../../../shared/rooms.js';

/** What a page is called that is about a room; a conversation after whom it is with. */
export const roomTitle = ({ access, name }: Pick<RoomView, 'access' | 'name'>): string =>
  access === 'direct' || access === 'group' ? name : `#${name}`;
