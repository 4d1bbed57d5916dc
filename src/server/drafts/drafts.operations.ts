import { Controller } from '@nestjs/common';
import { draftList, draftPlace, draftView, newDraft } from '../../shared/drafts.js';
import { oneById } from '../../shared/ids.js';
import { newestFirst } from '../../shared/lists.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { Drafts } from './drafts.service.js';

const listDrafts = operation({
  method: 'get',
  path: '/api/me/drafts',
  group: 'You',
  summary: 'What you have begun to write, the latest first',
  about: '200 of the last 30 days are kept; files that are attached stay on their device',
  who: 'read',
  query: newestFirst,
  answers: { 200: draftList },
  cursor: 'before',
});

const keepDraft = operation({
  method: 'put',
  path: '/api/rooms/:id/draft',
  group: 'You',
  summary: 'Keep what you have begun to write in a room',
  about: 'Answers with what stands then: where another device has written later, with that',
  who: 'write',
  params: oneById,
  body: newDraft,
  answers: { 200: draftView },
});

const dropDraft = operation({
  method: 'delete',
  path: '/api/rooms/:id/draft',
  group: 'You',
  summary: 'Drop what you have begun to write in a room',
  who: 'write',
  params: oneById,
  query: draftPlace,
  answers: { 204: null },
});

@Controller()
export class DraftsOperations {
  constructor(private readonly drafts: Drafts) {}

  @Carries(listDrafts)
  listDrafts({ me, query }: Asked<typeof listDrafts>) {
    return this.drafts.list(me, query);
  }

  @Carries(keepDraft)
  keepDraft({ me, params, body }: Asked<typeof keepDraft>) {
    return this.drafts.keep(me, { roomId: params.id, ...body });
  }

  @Carries(dropDraft)
  async dropDraft({ me, params, query }: Asked<typeof dropDraft>): Promise<void> {
    await this.drafts.keep(me, { roomId: params.id, text: '', ...query });
  }
}
