import {
  type PrivateMember,
  privateMembers,
} from '../../src/server/platform/sockets/fast-path/private-members.js';
import { startApp, type TestApp } from './app.js';
import type { TestDatabase } from './database.js';

/** A member that is not there, as one would be that a new version has renamed. */
export const goneMember: PrivateMember = {
  package: 'ws',
  part: 'webSocket',
  member: '_renamed',
  type: 'object',
  use: 'was of use once',
};

/** A node on which all goes the libraries' own way. */
export async function startStockApp(
  settings: Record<string, string>,
  database: TestDatabase,
): Promise<TestApp> {
  privateMembers.push(goneMember);
  try {
    return await startApp(settings, database);
  } finally {
    privateMembers.pop();
  }
}
