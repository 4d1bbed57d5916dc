import { Controller } from '@nestjs/common';
import {
  fileChange,
  fileCountsView,
  fileView,
  roomFilesView,
  roomFilesWanted,
} from '../../../shared/files.js';
import { oneById } from '../../../shared/ids.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { Descriptions } from './descriptions.service.js';
import { RoomFiles } from './room-files.service.js';

const group = 'Files';

const listRoomFiles = operation({
  method: 'get',
  path: '/api/rooms/:id/files',
  group,
  summary: 'Files that were sent into a room, the newest first',
  about: 'Each is read at /files/<id>/<name>, pictures with ?size=thumb or ?size=page in smaller sizes',
  who: 'read',
  params: oneById,
  query: roomFilesWanted,
  answers: { 200: roomFilesView },
  cursor: 'before',
});

const countRoomFiles = operation({
  method: 'get',
  path: '/api/rooms/:id/files/counts',
  group,
  summary: 'How many files of which kind a room has, and their size',
  who: 'read',
  params: oneById,
  answers: { 200: fileCountsView },
});

const describeFile = operation({
  method: 'put',
  path: '/api/files/:id/alt',
  group,
  summary: 'Say what one of your pictures shows, for whoever cannot see it',
  who: 'write',
  params: oneById,
  body: fileChange,
  answers: { 200: fileView },
  limit: 'send',
});

@Controller()
export class FilesOperations {
  constructor(
    private readonly files: RoomFiles,
    private readonly descriptions: Descriptions,
  ) {}

  @Carries(listRoomFiles)
  listRoomFiles({ me, params, query }: Asked<typeof listRoomFiles>) {
    return this.files.list(me, params.id, query);
  }

  @Carries(countRoomFiles)
  countRoomFiles({ me, params }: Asked<typeof countRoomFiles>) {
    return this.files.counts(me, params.id);
  }

  @Carries(describeFile)
  describeFile({ me, params, body }: Asked<typeof describeFile>) {
    return this.descriptions.describe(me, params.id, body.alt);
  }
}
