/** What the servers of a test ask of their database: cost is guarded by counting, never by the clock. */
import pg from 'pg';

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
