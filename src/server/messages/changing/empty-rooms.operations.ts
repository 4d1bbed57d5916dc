import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { EmptyRooms } from './empty-rooms.service.js';

const deleteRoom = operation({
  method: 'delete',
  path: '/api/rooms/:id',
  group: 'Rooms',
  summary: 'Delete a room that you keep and that is still empty',
  about:
    'It is empty as long as nobody else has come in or written there; what you wrote there yourself goes, too',
  who: 'write',
  params: oneById,
  answers: { 204: null },
  refusals: ['conflict'],
});

@Controller()
export class EmptyRoomsOperations {
  constructor(private readonly emptyRooms: EmptyRooms) {}

  @Carries(deleteRoom)
  deleteRoom({ me, params }: Asked<typeof deleteRoom>): Promise<void> {
    return this.emptyRooms.remove(me, params.id);
  }
}
