/** What the reader saved for themselves, as far as this page has asked for it or was told. */
import { hasEvening, momentIn, reminderAt, type ReminderWord } from '../../shared/rules/reminder-times.js';
import type { SavedList, SavedMark } from '../../shared/saved.js';
import type { ChatSocket } from '../core/connection.js';
import { askServer, sentenceOf } from '../ui/api.js';
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';
import { ask } from '../ui/question.js';
import { ownZone } from '../ui/times.js';
import { renderFields } from './templates.js';

const known = new Map<number, SavedMark | null>();

export function watchSaved(socket: ChatSocket): void {
  socket.on('saved_changed', ({ messageId, saved }) => known.set(messageId, saved));
  // What was told while there was no connection has passed by.
  socket.on('connect', () => known.clear());
}

/** As it was last known; undefined where nobody has asked yet. */
export const isKnownSaved = (messageId: number): boolean => Boolean(known.get(messageId));

export async function findSaved(messageId: number): Promise<SavedMark | null> {
  const before = known.get(messageId);
  if (before !== undefined) return before;
  const { saved } = await askServer<SavedList>('GET', `/api/me/saved?message=${messageId}`);
  const mark = saved[0] ?? null;
  known.set(messageId, mark);
  return mark;
}

export async function toggleSaved(messageId: number): Promise<void> {
  try {
    if (await findSaved(messageId)) return await remove(messageId);
    await save(messageId, {});
    say(t('Saved'), { label: t('Note and reminder…'), work: () => void askForNote(messageId) });
  } catch (error) {
    say(sentenceOf(error));
  }
}

/** Asks for a note, and when to be reminded. */
export async function askForNote(messageId: number): Promise<void> {
  const mark = await findSaved(messageId).catch(() => null);
  const zone = ownZone();
  const more = renderFields({ ...mark, hasEvening: hasEvening(new Date(), zone) });
  const work = async () => {
    const note = more.querySelector('textarea')!.value;
    const word = more.querySelector('select')!.value;
    const remindAt = momentOf(word, more.querySelector('input')!.value, zone);
    await save(messageId, { note, ...(remindAt !== undefined && { remindAt }) });
  };
  const title = t('Save it for yourself');
  const why = (error: unknown) =>
    error instanceof NoMoment ? t('Choose a date and a time.') : sentenceOf(error);
  ask({ title, about: t('Only you see what you save.'), does: t('Save'), more, work, sentenceOf: why });
}

class NoMoment extends Error {}

/** Undefined: as before. */
function momentOf(word: string, at: string, zone: string): Date | null | undefined {
  if (word === 'as before') return undefined;
  if (word === 'never') return null;
  const moment = word === 'at' ? momentIn(at, zone) : reminderAt(word as ReminderWord, new Date(), zone);
  if (!moment) throw new NoMoment();
  return moment;
}

async function save(messageId: number, change: { note?: string; remindAt?: Date | null }): Promise<void> {
  known.set(messageId, await askServer<SavedMark>('PUT', `/api/me/saved/${messageId}`, change));
}

async function remove(messageId: number): Promise<void> {
  await askServer('DELETE', `/api/me/saved/${messageId}`);
  known.set(messageId, null);
  say(t('Not saved any more'));
}
