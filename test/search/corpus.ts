/**
 * What people write, and which of it is found by what they look for: exactly this and nothing else. Run against the matcher alone
 * (words/corpus.test.ts) and against the search with its index (corpus.test.ts).
 */
import { messages } from './corpus-messages.js';
import { scripts } from './corpus-scripts.js';
import { signs } from './corpus-signs.js';
import { words } from './corpus-words.js';

/** What is looked for, and the names of all that is found; after a star, of all that is not. */
export const queries = [...words, ...signs, ...scripts];

export const namesFound = (found: string): string[] => {
  const named = found.split(' ').filter((name) => name !== '' && name !== '*');
  return found.startsWith('*')
    ? messages.map(([name]) => name).filter((name) => !named.includes(name))
    : named;
};
