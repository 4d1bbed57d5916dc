import { Controller } from '@nestjs/common';
import { searchView, searchWanted } from '../../shared/search.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { SearchService } from './search.service.js';

const search = operation({
  method: 'get',
  path: '/api/search',
  group: 'Search',
  summary: 'Messages of your rooms and conversations by their words',
  about:
    'All words must be there, in any form or as part of a longer word. Each hit has the lines around it; next leads on as cursor. What people wrote whom you ignore is found, too, and says so',
  who: 'read',
  query: searchWanted,
  answers: { 200: searchView },
  limit: 'search',
});

@Controller()
export class SearchOperations {
  constructor(private readonly service: SearchService) {}

  @Carries(search)
  search({ me, query, response }: Asked<typeof search>) {
    return this.service.search(me, { ...query, language: String(response.locals.language) });
  }
}
