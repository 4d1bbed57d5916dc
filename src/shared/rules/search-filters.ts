/** The filters of a search: how they may be written, and what they take. */

export const filterKeys = ['from', 'to', 'in', 'mentions', 'before', 'after', 'on', 'has', 'is'] as const;
export type FilterKey = (typeof filterKeys)[number];

export const isOfPeople = (key: FilterKey | undefined): boolean =>
  key === 'from' || key === 'to' || key === 'mentions';

export const isOfDays = (key: FilterKey | undefined): boolean =>
  key === 'before' || key === 'after' || key === 'on';

export const hasValues = ['link', 'file', 'picture', 'video', 'voice', 'code', 'reaction'] as const;
export type HasValue = (typeof hasValues)[number];

export const isValues = ['pinned', 'saved', 'answer'] as const;
export type IsValue = (typeof isValues)[number];

const listed = <Meaning>(lists: [Meaning, string][]): Map<string, Meaning> =>
  new Map(lists.flatMap(([meaning, words]) => words.split(' ').map((word) => [word, meaning] as const)));

const keys = listed<FilterKey>([
  ['from', 'from by author от автор'],
  ['to', 'to кому'],
  ['in', 'in в где'],
  ['mentions', 'mentions mention упоминает упоминание зовет'],
  ['before', 'before until до'],
  ['after', 'after since после'],
  ['on', 'on during когда дата'],
  ['has', 'has есть содержит'],
  ['is', 'is это'],
]);

const has = listed<HasValue>([
  ['link', 'link links url ссылка ссылки ссылку'],
  ['file', 'file files attachment файл файлы'],
  ['picture', 'picture pictures image images photo photos картинка картинки картинку фото изображение'],
  ['video', 'video videos видео'],
  ['voice', 'voice audio sound голос голосовое аудио звук'],
  ['code', 'code код'],
  ['reaction', 'reaction reactions реакция реакции реакцию'],
]);

const is = listed<IsValue>([
  ['pinned', 'pinned pin закреплено закрепленное закреплен'],
  ['saved', 'saved сохранено сохраненное избранное'],
  ['answer', 'answer reply ответ'],
]);

/** A word by itself: @me and me are the same. */
const me = new Set(['me', 'я', 'мне', 'меня', 'мной', 'myself']);

const plain = (word: string): string => word.toLowerCase().replaceAll('ё', 'е');

export const filterKeyOf = (word: string): FilterKey | undefined => keys.get(plain(word));
export const hasValueOf = (value: string): HasValue | undefined => has.get(plain(value));
export const isValueOf = (value: string): IsValue | undefined => is.get(plain(value));
export const isMe = (value: string): boolean => me.has(plain(value).replace(/^@/, ''));
