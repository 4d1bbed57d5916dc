import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { DedicatedConnection } from '../../../src/server/platform/postgres/dedicated-connection.js';
import { Statements } from '../../../src/server/platform/postgres/statements.js';
import { startServices, type TestServices } from '../../support/services.js';

let node: TestServices;
beforeAll(async () => {
  node = await startServices();
});
afterAll(() => node.close());

const text = 'select 7::int8 as one, array[7, null, 9007199254740991]::int8[] as several';
const numbers = [{ one: 7, several: [7, null, 9_007_199_254_740_991] }];

test('ids and counts are numbers on every connection of ours', async () => {
  expect(await node.get(DataSource).query(text)).toEqual(numbers);
  expect(await node.get(Statements).query(text)).toEqual(numbers);
  const connection = new DedicatedConnection(node.database.url, 'test');
  expect(await connection.query({ text })).toEqual(numbers);
  await connection.close();
});

test('and on anybody else’s what the library makes of them', async () => {
  const client = new pg.Client({ connectionString: node.database.url });
  await client.connect();
  expect((await client.query(text)).rows).toEqual([{ one: '7', several: ['7', null, '9007199254740991'] }]);
  await client.end();
});
