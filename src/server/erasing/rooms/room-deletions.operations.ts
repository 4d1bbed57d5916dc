import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import { roomDeletion } from '../../../shared/rooms.js';
import { EmptyRooms } from '../../messages/changing/empty-rooms.service.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { RoomDeletions } from './room-deletions.service.js';

const deleteRoom = operation({
  method: 'delete',
  path: '/api/rooms/:id',
  group: 'Rooms',
  summary: 'Delete a room for good',
  about:
    'With its name, by administrators: it is gone for everybody with the answer, and all that is in it within moments. It cannot be undone. Without the name, by a keeper of it, as long as it is empty: nobody else has come in or written there',
  who: 'write',
  params: oneById,
  body: roomDeletion,
  answers: { 204: null },
  refusals: ['conflict', 'invalid'],
});

@Controller()
export class RoomDeletionsOperations {
  constructor(
    private readonly deletions: RoomDeletions,
    private readonly emptyRooms: EmptyRooms,
  ) {}

  @Carries(deleteRoom)
  deleteRoom({ me, params, body }: Asked<typeof deleteRoom>): Promise<void> {
    return body.name === undefined
      ? this.emptyRooms.remove(me, params.id)
      : this.deletions.delete(me, params.id, body.name);
  }
}
