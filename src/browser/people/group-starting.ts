/** Starting a group by a dialog; a link to its page, which does the same, opens it. */
import { groupsPath, roomPath } from '../../shared/paths.js';
import type { RoomView } from '../../shared/rooms.js';
import { askServer, sentenceOf } from '../ui/api.js';
import { t } from '../ui/page-texts.js';
import { ask } from '../ui/question.js';
import { PeoplePicker } from './people-picker.js';

/** `lead` shows a page of the chat. */
export function watchGroupStarting(lead: (href: string) => void): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(`a[href^="${groupsPath}"]`);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.closest<HTMLElement>(':popover-open')?.hidePopover();
    startGroup(new URL(link.href).searchParams.get('with') ?? '', lead);
  });
}

/** `names`: usernames, as they stand in a field. */
export function startGroup(names: string, lead: (href: string) => void): void {
  const picker = new PeoplePicker(t('With whom?'), { names });
  const work = async () => {
    await picker.settled();
    const { address } = await askServer<RoomView>('POST', '/api/groups', { people: picker.userIds });
    lead(roomPath(address));
  };
  ask({
    title: t('A new group'),
    about: t(
      'A conversation of 3 to 20 people. It needs no name; given one later, it becomes a private room.',
    ),
    does: t('Start the group'),
    more: picker.element,
    work,
    sentenceOf,
  });
}
