/** What administrators see of the tokens of others, and do about them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AccountManagement } from '../../../src/server/auth/accounts/account-management.service.js';
import { ApiTokensService } from '../../../src/server/auth/api-tokens/api-tokens.service.js';
import { OthersTokens } from '../../../src/server/auth/api-tokens/others-tokens.service.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addUser } from '../../support/factories.js';
import { mustClose } from '../../support/must-close.js';
import { Tab } from '../../support/socket.js';

let server: TestApp;
let others: OthersTokens;
let admin: SignedInUser;
let boris: SignedInUser;

beforeAll(async () => {
  server = await startApp();
  others = server.app.get(OthersTokens);
  admin = await addUser(server.database, 'anna', 'admin');
  boris = await addUser(server.database, 'boris');
});
afterAll(() => server.close());

const make = () => server.app.get(ApiTokensService).make(boris, { name: 'bot', scope: 'write' });
const connect = (token: string) => Tab.open(server.url, '', { token });

test('an administrator sees and revokes the tokens of others; members do not', async () => {
  const { id, token } = await make();
  const member: SignedInUser = { ...admin, role: 'member' };
  await expect(others.list(member, boris.id)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(others.revoke(member, boris.id, id)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(others.revoke(admin, admin.id, id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(others.list(admin, 987_654)).rejects.toMatchObject({ code: 'not_found' });
  const listed = await others.list(admin, boris.id);
  expect(listed.map((each) => each.id)).toContain(id);
  expect(JSON.stringify(listed)).not.toContain(token.slice('samovar_'.length));
  const tab = await connect(token);
  await others.revoke(admin, boris.id, id);
  await mustClose(tab, 'token_revoked');
  expect((await others.list(admin, boris.id)).map((each) => each.id)).not.toContain(id);
  const entries = await server.database.query(
    `select actor_name, details from audit_log where action = 'token_revoked' and subject_id = $1`,
    [id],
  );
  expect(entries).toEqual([{ actor_name: 'anna', details: { userId: boris.id, username: 'boris' } }]);
});

test('whoever is signed out everywhere by an administrator loses their programs, too', async () => {
  const { token } = await make();
  const tab = await connect(token);
  await server.app.get(AccountManagement).endSessions(admin, boris.id);
  await mustClose(tab, 'token_revoked');
  await expect(connect(token)).rejects.toMatchObject({ data: { code: 'unauthenticated' } });
  expect(await others.list(admin, boris.id)).toEqual([]);
});
