import type { Level } from '../../shared/people.js';

/** What levels are called, in English, to be translated. */
export const levelLabels: Record<Level, { label: string }> = {
  all: { label: 'everything' },
  mentions: { label: 'mentions' },
  nothing: { label: 'nothing' },
};
