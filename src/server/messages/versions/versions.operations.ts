import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import { newestFirst } from '../../../shared/lists.js';
import { versionList } from '../../../shared/versions.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { Versions } from './versions.service.js';

const listVersions = operation({
  method: 'get',
  path: '/api/messages/:id/versions',
  group: 'Messages',
  summary: 'What a message said before it was edited, and what was changed, the newest first',
  about:
    'The first of all is what it says now. Nothing is kept of a message that is deleted. 50 earlier versions are kept: the first, and the latest',
  who: 'read',
  params: oneById,
  query: newestFirst,
  answers: { 200: versionList },
  cursor: 'before',
  limit: 'history',
});

@Controller()
export class VersionsOperations {
  constructor(private readonly versions: Versions) {}

  @Carries(listVersions)
  listVersions({ me, params, query }: Asked<typeof listVersions>) {
    return this.versions.list(me, params.id, query);
  }
}
