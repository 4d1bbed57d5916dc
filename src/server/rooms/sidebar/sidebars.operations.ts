import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import {
  newSection,
  roomMove,
  roomPlace,
  sectionChange,
  sectionView,
  sidebarChange,
  sidebarView,
} from '../../../shared/sidebar.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { Sidebars } from './sidebars.service.js';

const group = 'You';

const readSidebar = operation({
  method: 'get',
  path: '/api/me/sidebar',
  group,
  summary: 'How you keep your list of rooms',
  about: 'Where each room stands is in its membership',
  who: 'read',
  answers: { 200: sidebarView },
});

const changeSidebar = operation({
  method: 'patch',
  path: '/api/me/sidebar',
  group,
  summary: 'Choose the order of your list of rooms, what is folded, and whether only unread ones show',
  about: 'Your connections hear of it',
  who: 'write',
  body: sidebarChange,
  answers: { 200: sidebarView },
});

const addSection = operation({
  method: 'post',
  path: '/api/me/sections',
  group,
  summary: 'Add a section to your list of rooms',
  who: 'write',
  body: newSection,
  answers: { 201: sectionView },
  refusals: ['conflict'],
});

const changeSection = operation({
  method: 'patch',
  path: '/api/me/sections/:id',
  group,
  summary: 'Rename a section of your list of rooms, or move it among your sections',
  who: 'write',
  params: oneById,
  body: sectionChange,
  answers: { 200: sectionView },
});

const removeSection = operation({
  method: 'delete',
  path: '/api/me/sections/:id',
  group,
  summary: 'Delete a section of your list of rooms; the rooms stay yours',
  who: 'write',
  params: oneById,
  answers: { 204: null },
});

const moveRoom = operation({
  method: 'put',
  path: '/api/me/sidebar/rooms/:id',
  group,
  summary: 'Put a room into a section of your list, or to a place in it',
  who: 'write',
  params: oneById,
  body: roomMove,
  answers: { 200: roomPlace },
});

@Controller()
export class SidebarsOperations {
  constructor(private readonly sidebars: Sidebars) {}

  @Carries(readSidebar)
  readSidebar({ me }: Asked<typeof readSidebar>) {
    return this.sidebars.read(me);
  }

  @Carries(changeSidebar)
  changeSidebar({ me, body }: Asked<typeof changeSidebar>) {
    return this.sidebars.change(me, body);
  }

  @Carries(addSection)
  addSection({ me, body }: Asked<typeof addSection>) {
    return this.sidebars.addSection(me, body.name);
  }

  @Carries(changeSection)
  changeSection({ me, params, body }: Asked<typeof changeSection>) {
    return this.sidebars.changeSection(me, params.id, body);
  }

  @Carries(removeSection)
  removeSection({ me, params }: Asked<typeof removeSection>): Promise<void> {
    return this.sidebars.removeSection(me, params.id);
  }

  @Carries(moveRoom)
  moveRoom({ me, params, body }: Asked<typeof moveRoom>) {
    return this.sidebars.move(me, params.id, body);
  }
}
