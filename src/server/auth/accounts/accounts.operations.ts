import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import {
  newUser,
  passwordResetView,
  pendingResetView,
  userChange,
  userDetailsView,
  userList,
  userSearch,
} from '../../../shared/people.js';
import { SeenPeople } from '../../people/seen-people.js';
import { UsersService } from '../../people/users.service.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { noPending } from '../passwords/password-resets.service.js';
import { AccountChanges } from './account-changes.service.js';
import { Renames } from './renames.service.js';
import { AccountManagement } from './account-management.service.js';
const group = 'People';

const listUsers = operation({
  method: 'get',
  path: '/api/users',
  group,
  summary: 'People, the oldest account first',
  about: 'Members see the names of those who can sign in; administrators see everybody, with the details',
  who: 'read',
  query: userSearch,
  answers: { 200: userList },
  cursor: 'after',
});

const createUser = operation({
  method: 'post',
  path: '/api/users',
  group,
  summary: 'Create an account',
  about: 'A bot has no password: make a token for it next, at /api/users/{id}/tokens',
  who: 'admin',
  body: newUser,
  answers: { 201: userDetailsView },
  refusals: ['conflict'],
});

const readUser = operation({
  method: 'get',
  path: '/api/users/:id',
  group,
  summary: 'One person, with the details',
  who: 'admin',
  params: oneById,
  answers: { 200: userDetailsView },
});

const changeUser = operation({
  method: 'patch',
  path: '/api/users/:id',
  group,
  summary: 'Change the username or the role, disable or enable the account',
  about:
    'Disabling signs the person out everywhere; with until it ends by itself. The last administrator stays one',
  who: 'admin',
  params: oneById,
  body: userChange,
  answers: { 200: userDetailsView },
  refusals: ['conflict'],
});

const offerPasswordReset = operation({
  method: 'post',
  path: '/api/users/:id/password-reset',
  group,
  summary: 'Create a link with which a new password can be set once',
  about:
    'Append the path to the address of this server; a new link replaces the previous one. It works as long as its maker is an administrator',
  who: 'admin',
  params: oneById,
  answers: { 201: passwordResetView },
});

const readPasswordReset = operation({
  method: 'get',
  path: '/api/users/:id/password-reset',
  group,
  summary: 'The link with which a person could still set a new password: whose it is, and until when',
  who: 'admin',
  params: oneById,
  answers: { 200: pendingResetView },
});

const revokePasswordReset = operation({
  method: 'delete',
  path: '/api/users/:id/password-reset',
  group,
  summary: 'Revoke the link with which a person could still set a new password',
  who: 'admin',
  params: oneById,
  answers: { 204: null },
});

@Controller()
export class AccountsOperations {
  constructor(
    private readonly renames: Renames,
    private readonly users: UsersService,
    private readonly seen: SeenPeople,
    private readonly accounts: AccountManagement,
    private readonly changes: AccountChanges,
  ) {}

  @Carries(listUsers)
  async listUsers({ me, query }: Asked<typeof listUsers>) {
    if (me.role === 'admin') return this.accounts.list(me, query);
    return this.users.find(query, await this.seen.allOf(me));
  }

  @Carries(createUser)
  async createUser({ me, body, response }: Asked<typeof createUser>) {
    const user = await this.accounts.create(me, body);
    response.location(`/api/users/${user.id}`);
    return user;
  }

  @Carries(readUser)
  readUser({ me, params }: Asked<typeof readUser>) {
    return this.accounts.read(me, params.id);
  }

  @Carries(changeUser)
  async changeUser({ me, params: { id }, body }: Asked<typeof changeUser>) {
    const { username, ...change } = body;
    if (username !== undefined) await this.renames.give(me, id, username);
    await this.changes.change(me, id, change);
    return this.accounts.read(me, id);
  }

  @Carries(offerPasswordReset)
  offerPasswordReset({ me, params, response }: Asked<typeof offerPasswordReset>) {
    holdsSecret(response);
    return this.accounts.offerPasswordReset(me, params.id);
  }

  @Carries(readPasswordReset)
  async readPasswordReset({ me, params }: Asked<typeof readPasswordReset>) {
    const pending = await this.accounts.findPasswordReset(me, params.id);
    if (!pending) throw noPending();
    return pending;
  }

  @Carries(revokePasswordReset)
  async revokePasswordReset({ me, params }: Asked<typeof revokePasswordReset>): Promise<void> {
    await this.accounts.revokePasswordReset(me, params.id);
  }
}
