import { Controller } from '@nestjs/common';
import { erasing, ownErasing } from '../../shared/erasing.js';
import { oneById } from '../../shared/ids.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { Erasing } from './erasing.service.js';

const group = 'People';
const about =
  'It cannot be undone. The account is gone with the answer: sessions, tokens and the name, which is free again; everything else within moments. The last administrator stays';

const eraseUser = operation({
  method: 'delete',
  path: '/api/users/:id',
  group,
  summary: 'Erase a person',
  about,
  who: 'admin',
  params: oneById,
  query: erasing,
  answers: { 204: null },
  refusals: ['conflict'],
});

const eraseMyself = operation({
  method: 'delete',
  path: '/api/me',
  group,
  summary: 'Erase yourself',
  about,
  who: 'write',
  onlyPeople: 'A token erases nobody. Sign in with a browser for that.',
  body: ownErasing,
  answers: { 204: null },
  refusals: ['conflict', 'forbidden'],
});

@Controller()
export class ErasingOperations {
  constructor(private readonly erasing: Erasing) {}

  @Carries(eraseUser)
  eraseUser({ me, params, query }: Asked<typeof eraseUser>): Promise<void> {
    return this.erasing.erase(me, params.id, query.messages);
  }

  @Carries(eraseMyself)
  eraseMyself({ me, body, request }: Asked<typeof eraseMyself>): Promise<void> {
    return this.erasing.eraseMyself(me, body, request.sessionRowId);
  }
}
