/** What a screen reader says of a message that has the focus, in one phrase. */
import type { ShownMessage } from '../core/stretch.js';
import { filesLabel } from '../files/files-label.js';
import { t } from '../ui/page-texts.js';
import { readText } from './read-text.js';

export function messageLabel(element: HTMLElement, message: ShownMessage): string {
  const { author, kind, deletedAt, editedAt, reactions } = message;
  const answered = element.querySelector('.quote-author')?.textContent;
  const said = [
    author.name,
    element.querySelector('.message-time time')?.textContent,
    kind === 'action' && t('action'),
    element.matches('.private') && t('privately'),
    element.matches('.mentions-me') && t('mentions you'),
    answered && t('answer to {{name}}', { name: answered }),
    editedAt && !deletedAt && (element.querySelector('.edited')?.textContent.trim() ?? t('edited')),
  ];
  const { replies } = message;
  const reacted = reactions.map(({ emoji, count }) => `${emoji} ${count}`).join(', ');
  const isNew = element.querySelector('.replies-new:not([hidden])')?.textContent;
  const below = [
    reacted && `${t('Reactions')}: ${reacted}`,
    replies && [t('{{count}} answers', { count: replies.count }), isNew].filter(Boolean).join(', '),
  ];
  const shown = [textOf(element), !element.matches('.is-folded') && filesLabel(message.files ?? [])];
  const phrase = `${said.filter(Boolean).join(', ')}: ${shown.filter(Boolean).join('. ')}`;
  return [phrase, ...below.filter(Boolean)].join(' — ');
}

/** As it is read, without the marks of its formatting. */
function textOf(element: HTMLElement): string {
  if (element.matches('.is-folded')) return t('A message of somebody you ignore');
  return readText(element.querySelector('.message-text')!);
}
