import { beforeEach, describe, expect, test } from '@jest/globals';
import { isLeaving, signedIn, signedOut } from '../../../src/browser/core/left-behind.js';
import { unsentOf } from '../../../src/browser/core/unsent.js';
import { MemoryStorage } from '../../support/memory-storage.js';

const [anna, boris] = [1, 12];
const day = 24 * 3600 * 1000;

let store: MemoryStorage;
beforeEach(() => {
  store = new MemoryStorage();
  for (const person of [anna, boris]) {
    const unsent = { clientId: 'x', text: `by ${person}`, createdAt: new Date(0).toISOString() };
    store.setItem(`samovar.outbox.${person}.7.x`, JSON.stringify(unsent));
    store.setItem(`samovar.draft.${person}.7`, 'half a tho');
  }
  store.setItem('samovar.emojis', '["👍"]');
  store.setItem('of another program', 'stays');
});

const keys = () => Array.from({ length: store.length }, (_, index) => store.key(index)!).sort();

describe('who signs out', () => {
  test('leaves nothing', () => {
    isLeaving(store);
    signedOut(store);
    expect(keys()).toEqual(['of another program']);
  });

  test('and is still there, as the server could not be reached, has everything', () => {
    isLeaving(store);
    signedIn(store, anna);
    expect(unsentOf(store, anna)).toHaveLength(1);
    signedOut(store);
    expect(unsentOf(store, anna)).toHaveLength(1);
  });
});

describe('whose session was ended', () => {
  test('finds what they had not sent when they are back, and only what is theirs', () => {
    signedOut(store, 0);
    signedIn(store, anna);
    expect(keys()).toEqual([
      'of another program',
      'samovar.draft.1.7',
      'samovar.emojis',
      'samovar.outbox.1.7.x',
    ]);
  });

  test('has a week for it, from the first time on that the sign-in page was shown', () => {
    signedOut(store, 0);
    signedOut(store, 6 * day);
    expect(unsentOf(store, anna)).toHaveLength(1);
    signedOut(store, 8 * day);
    expect(keys()).toEqual(['of another program']);
  });

  test('and was back has a week again the next time', () => {
    signedOut(store, 0);
    signedIn(store, anna);
    signedOut(store, 30 * day);
    signedOut(store, 35 * day);
    expect(unsentOf(store, anna)).toHaveLength(1);
  });
});
