import type { RoomView } from '../protocol/views.js';
import type { RoomPageParts } from './room-page-parts.js';

/** Shows a room's new name and topic. */
export function showRoom(room: RoomView, { heading, topic, rooms }: RoomPageParts): void {
  heading.textContent = room.name;
  topic.textContent = room.topic;
  topic.title = room.topic;
  rooms.rename(room.id, room.name);
}
