/** Whom the filters of a query name: found by one statement, however many they are. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NamedPeople } from '../../../../src/server/pages/chat/search/named-people.js';
import { inBox } from '../../../../src/shared/rules/search-form.js';
import { addUser } from '../../../support/factories.js';
import { startServices, type TestServices } from '../../../support/services.js';
import { askedOf } from '../../../support/statements.js';

let node: TestServices;

beforeAll(async () => {
  node = await startServices();
});
afterAll(() => node.close());

test('three who are known, and one who is nobody, are looked for at once', async () => {
  const [me, anna, boris, vera] = [
    await addUser(node.database, 'me'),
    await addUser(node.database, 'anna'),
    await addUser(node.database, 'Борис'),
    await addUser(node.database, 'vera'),
  ];
  const { pills } = inBox('from:@vera from:ANNA from:борис to:@nobody to:me key');
  let people: { id: number }[] = [];
  const asked = await askedOf(node, async () => {
    ({ people } = await node.get(NamedPeople, { strict: false }).of(me, pills, []));
  });
  expect(people.map(({ id }) => id)).toEqual([vera.id, anna.id, boris.id, me.id]);
  expect(asked).toHaveLength(1);
});
