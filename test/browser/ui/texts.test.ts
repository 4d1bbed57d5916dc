import { expect, test } from '@jest/globals';
import { Texts } from '../../../src/browser/ui/texts.js';

const russian = new Texts(
  {
    '{{count}} new_one': '{{count}} новое',
    '{{count}} new_few': '{{count}} новых (few)',
    '{{count}} new_many': '{{count}} новых',
    Retry: 'Повторить',
  },
  'ru',
);

test('the plural form is the language’s own', () => {
  const forms = [1, 2, 5, 11, 21, 22].map((count) => russian.say('{{count}} new', { count }));
  expect(forms).toEqual(['1 новое', '2 новых (few)', '5 новых', '11 новых', '21 новое', '22 новых (few)']);
});

test('a missing translation is the English sentence, with its values', () => {
  expect(russian.say('Retry')).toBe('Повторить');
  expect(russian.say('{{name}} is typing…', { name: '{{count}} $& <b>' })).toBe(
    '{{count}} $& <b> is typing…',
  );
});
