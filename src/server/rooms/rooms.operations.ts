import { Controller } from '@nestjs/common';
import { oneById } from '../../shared/ids.js';
import { roomList, roomSearch, roomSummaryView, roomView } from '../../shared/rooms.js';
import { newRoom, roomChange } from '../../shared/rooms.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { VisibleRooms } from './visible-rooms.service.js';
import { RoomMaking } from './room-making.service.js';
import { RoomManagement } from './room-management.service.js';

const group = 'Rooms';

const listRooms = operation({
  method: 'get',
  path: '/api/rooms',
  group,
  summary: 'Rooms that you may see, the oldest first',
  about:
    'Administrators see every room except private conversations. A page may hold fewer than fit and still have a next: it looks through 10000 rooms and no more. With address a renamed room is found by each that it ever had',
  who: 'read',
  query: roomSearch,
  answers: { 200: roomList },
  cursor: 'after',
});

const createRoom = operation({
  method: 'post',
  path: '/api/rooms',
  group,
  summary: 'Create a room, and become its first member',
  about: 'Only administrators can create rooms that only administrators may read or write in',
  who: 'write',
  body: newRoom.meta({ id: 'NewRoom', example: { name: 'Kitchen', topic: 'What is for lunch' } }),
  answers: { 201: roomView },
  refusals: ['conflict'],
});

const readRoom = operation({
  method: 'get',
  path: '/api/rooms/:id',
  group,
  summary: 'One room, with your membership and what you have not read',
  who: 'read',
  params: oneById,
  answers: { 200: roomSummaryView },
});

const changeRoom = operation({
  method: 'patch',
  path: '/api/rooms/:id',
  group,
  summary: 'Change a room: name, topic, access, posting, archived',
  about: 'Whoever may write in it may change its topic; everything else is for administrators',
  who: 'write',
  params: oneById,
  body: roomChange.meta({ id: 'RoomChange', example: { topic: 'What is for lunch' } }),
  answers: { 200: roomView },
  refusals: ['conflict'],
});

@Controller()
export class RoomsOperations {
  constructor(
    private readonly visible: VisibleRooms,
    private readonly making: RoomMaking,
    private readonly management: RoomManagement,
  ) {}

  @Carries(listRooms)
  listRooms({ me, query }: Asked<typeof listRooms>) {
    return query.address === undefined ? this.visible.list(me, query) : this.visible.at(me, query.address);
  }

  @Carries(createRoom)
  async createRoom({ me, body, response }: Asked<typeof createRoom>) {
    const room = await this.making.create(me, body);
    response.location(`/api/rooms/${room.id}`);
    return room;
  }

  @Carries(readRoom)
  readRoom({ me, params }: Asked<typeof readRoom>) {
    return this.visible.read(me, params.id);
  }

  @Carries(changeRoom)
  changeRoom({ me, params, body }: Asked<typeof changeRoom>) {
    return this.management.change(me, params.id, body);
  }
}
