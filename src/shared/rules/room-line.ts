/** The sentence of a line of a room, without its subject, which is its author: in the language of whoever reads it. */
import type { About } from '../room-lines.js';

type Translate = (text: string, values?: Record<string, string | number>) => string;

/** Names in any alphabet stand in the sentence: each turns only itself around. */
const isolated = (name: string) => `\u2068${name}\u2069`;

const asIs = (name: string) => name;

/** `mark`: what is done to each name, so that it turns only itself around where it is shown. */
export function roomLine(about: About, t: Translate, mark: (name: string) => string = isolated): string {
  const named = 'people' in about ? about.people.map(({ name }) => mark(name)).join(', ') : '';
  switch (about.what) {
    case 'access':
      if (about.access === 'admins') return t('made this a room for administrators');
      return about.access === 'public' ? t('opened this room to everybody') : t('made this room private');
    case 'posting':
      return about.posting === 'admins'
        ? t('made this an announcement room: keepers and administrators write here')
        : t('let everybody write in this room');
    case 'name':
      return about.before === null
        ? t('named this room {{name}}', { name: mark(about.name) })
        : t('renamed this room from {{before}} to {{name}}', {
            before: mark(about.before),
            name: mark(about.name),
          });
    case 'topic':
      return about.topic === ''
        ? t('took the topic away')
        : t('changed the topic to: {{topic}}', { topic: mark(about.topic) });
    case 'slow':
      return about.seconds === 0
        ? t('turned slow mode off')
        : t('turned slow mode on: a message in {{count}} seconds', { count: about.seconds });
    case 'archived':
      return t('archived this room');
    case 'restored':
      return t('restored this room');
    case 'invited':
      return t('brought {{names}} into this room', { names: named });
    case 'joined':
      return named === ''
        ? t('came in by an invitation')
        : t('came in, invited by {{names}}', { names: named });
    case 'removed':
      return t('removed {{names}} from this room', { names: named });
    case 'keeper':
      return t('made {{names}} a keeper of this room', { names: named });
    case 'unkept':
      return t('ended that {{names}} is a keeper of this room', { names: named });
    case 'left':
      return named === ''
        ? t('left this room')
        : t('left this room, and {{names}} keeps it from now on', { names: named });
  }
}

/** As it is stored, for whoever does not translate it. */
export const plainRoomLine = (about: About, english: Translate): string => roomLine(about, english, asIs);
