/** Bringing people into the open room by a dialog; its link leads to a page that does the same. */
import { askServer, sentenceOf } from '../ui/api.js';
import { t } from '../ui/page-texts.js';
import { ask } from '../ui/question.js';
import { PeoplePicker } from './people-picker.js';

export function watchInviting(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('[data-invite]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const picker = new PeoplePicker(t('Whom?'));
    const work = async () => {
      await picker.settled();
      const { userIds } = picker;
      await askServer('POST', `/api/rooms/${link.dataset.invite}/members`, { userIds });
    };
    ask({
      title: t('Invite people'),
      about: t('They are in the room at once, and it says so.'),
      does: t('Bring them in'),
      more: picker.element,
      work,
      sentenceOf,
    });
  });
}
