/** What a server asks its database on its prepared statements' ways: the pool's, and the connections that a writer keeps. */
import type { QueryConfig } from 'pg';
import { DedicatedConnection } from '../../src/server/platform/postgres/dedicated-connection.js';
import { Statements } from '../../src/server/platform/postgres/statements.js';

export interface Asked {
  text: string;
  values: unknown[];
}

/** Every statement that is asked until `stop` is called, by any server of this process. */
export function listenToStatements(): { asked: Asked[]; stop: () => void } {
  const asked: Asked[] = [];
  // Taken off their classes and put back: called as methods in between.
  const { query: ofPool } = Object.getOwnPropertyDescriptors(Statements.prototype);
  const { query: ofWriter } = Object.getOwnPropertyDescriptors(DedicatedConnection.prototype);
  Statements.prototype.query = function (text, values = []) {
    asked.push({ text, values });
    return ofPool.value!.call(this, text, values) as never;
  };
  DedicatedConnection.prototype.query = function (query: QueryConfig) {
    asked.push({ text: query.text, values: query.values ?? [] });
    return ofWriter.value!.call(this, query) as never;
  };
  return {
    asked,
    stop: () => {
      Object.defineProperty(Statements.prototype, 'query', ofPool);
      Object.defineProperty(DedicatedConnection.prototype, 'query', ofWriter);
    },
  };
}
