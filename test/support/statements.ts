/** What the servers of a test ask of their database: cost is guarded by counting, never by the clock. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from '@jest/globals';
import pg from 'pg';
import { DedicatedConnection } from '../../src/server/platform/postgres/dedicated-connection.js';
import { Statements } from '../../src/server/platform/postgres/statements.js';
import type { TestServices } from './services.js';

interface Asking {
  connectionParameters: { application_name?: string };
}

/**
 * The texts of the statements that servers in this process send while an action lasts, in their order, on whatever connection;
 * what a test itself asks is not among them. Rounds that servers make by themselves are: look for what is meant.
 */
export async function statementsOf(action: () => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  const prototype = pg.Client.prototype as unknown as {
    query: (this: Asking, ...given: unknown[]) => unknown;
  };
  const { query } = prototype;
  prototype.query = function (...given) {
    const [first] = given as [string | { text?: string }];
    const text = typeof first === 'string' ? first : first.text;
    if (text !== undefined && this.connectionParameters.application_name?.startsWith('samovar'))
      texts.push(text);
    return query.apply(this, given);
  };
  try {
    await action();
  } finally {
    prototype.query = query;
  }
  return texts;
}

/** Of a transaction that a server opens by itself: nothing that has a plan. */
const frames = /^(begin|commit|rollback)\b/i;

/** Each action by itself: what a server does of its own accord at the same time is in none. */
const actions = new AsyncLocalStorage<() => Promise<unknown>>();

/** The statements that an action makes, with their values. */
export async function askedOf(
  node: TestServices,
  action: () => Promise<unknown>,
): Promise<{ text: string; values: unknown[] }[]> {
  const asked: { text: string; values: unknown[] }[] = [];
  const statements = node.get(Statements);
  const note = (text: string, values: unknown[]) => {
    if (actions.getStore() === action && !frames.test(text)) asked.push({ text, values });
  };
  const query = statements.query.bind(statements);
  statements.query = (text, values = []) => {
    note(text, values);
    return query(text, values);
  };
  // What many share goes another way.
  const prototype = DedicatedConnection.prototype as {
    query: (this: unknown, query: pg.QueryConfig) => unknown;
  };
  const { query: share } = prototype;
  prototype.query = function (given) {
    note(given.text, given.values ?? []);
    return share.call(this, given);
  };
  try {
    await actions.run(action, action);
  } finally {
    statements.query = query;
    prototype.query = share;
  }
  expect(asked.length).toBeGreaterThan(0);
  return asked;
}
