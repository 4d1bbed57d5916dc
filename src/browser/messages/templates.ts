/** The server's own templates, compiled into the bundle, with the helpers they call. */
import Handlebars from 'handlebars/runtime.js';
import lock from '../../../views/icons/lock.hbs';
import roomIcon from '../../../views/icons/room.hbs';
import copyIcon from '../../../views/icons/copy.hbs';
import editIcon from '../../../views/icons/edit.hbs';
import linkIcon from '../../../views/icons/link.hbs';
import moreIcon from '../../../views/icons/more.hbs';
import trashIcon from '../../../views/icons/trash.hbs';
import smile from '../../../views/icons/smile.hbs';
import dayLine from '../../../views/messages/day-line.hbs';
import deleteDialog from '../../../views/messages/delete-dialog.hbs';
import emojiPicker from '../../../views/emoji/emoji-picker.hbs';
import messageEditor from '../../../views/messages/editor.hbs';
import messageMenu from '../../../views/messages/menu.hbs';
import messageToolbar from '../../../views/messages/toolbar.hbs';
import message from '../../../views/messages/message.hbs';
import newLine from '../../../views/messages/new-line.hbs';
import avatar from '../../../views/people/avatar.hbs';
import person from '../../../views/people/person.hbs';
import reactions from '../../../views/messages/reactions.hbs';
import roomLink from '../../../views/rooms/room-link.hbs';
import { initials, tint } from '../../shared/rules/person-look.js';
import { t } from '../ui/page-texts.js';
import { timeText } from '../ui/times.js';

Handlebars.registerPartial({
  'icons/copy': copyIcon,
  'icons/edit': editIcon,
  'icons/link': linkIcon,
  'icons/lock': lock,
  'icons/more': moreIcon,
  'icons/room': roomIcon,
  'icons/smile': smile,
  'icons/trash': trashIcon,
  'messages/reactions': reactions,
  'people/avatar': avatar,
});

Handlebars.registerHelper({
  t: (key: string, { hash }: { hash: Record<string, string | number> }) => t(key, hash),
  time(iso: string, { hash }: { hash: { format: string } }) {
    const { escapeExpression } = Handlebars.Utils;
    const text = escapeExpression(timeText(iso, hash.format));
    return new Handlebars.SafeString(
      `<time datetime="${escapeExpression(iso)}" data-format="${escapeExpression(hash.format)}">${text}</time>`,
    );
  },
  eq: (a: unknown, b: unknown) => a === b,
  initials: (name: string) => initials(name),
  tint: (id: number) => tint(id),
  serverHtml: (html: string) => new Handlebars.SafeString(html),
});

/** The one element that a template makes. */
function element(html: string): HTMLElement {
  const holder = document.createElement('template');
  holder.innerHTML = html;
  return holder.content.firstElementChild as HTMLElement;
}

export const render = {
  message: (context: object) => element(message(context)),
  newLine: () => element(newLine({})),
  reactions: (context: object) => element(reactions(context)),
  messageToolbar: () => element(messageToolbar({})),
  messageMenu: () => element(messageMenu({})),
  messageEditor: (context: object) => element(messageEditor(context)) as HTMLFormElement,
  deleteDialog: () => element(deleteDialog({})) as HTMLDialogElement,
  emojiPicker: () => element(emojiPicker({})),
  dayLine: (context: { createdAt: string }) => element(dayLine(context)),
  person: (context: object) => element(person(context)),
  roomLink: (context: object) => element(roomLink(context)),
};
