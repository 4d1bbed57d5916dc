/** The server's own templates, compiled into the bundle, with the helpers they call. */
import Handlebars from 'handlebars/runtime.js';
import lock from '../../../views/partials/icons/lock.hbs';
import roomIcon from '../../../views/partials/icons/room.hbs';
import copyIcon from '../../../views/partials/icons/copy.hbs';
import editIcon from '../../../views/partials/icons/edit.hbs';
import linkIcon from '../../../views/partials/icons/link.hbs';
import moreIcon from '../../../views/partials/icons/more.hbs';
import trashIcon from '../../../views/partials/icons/trash.hbs';
import smile from '../../../views/partials/icons/smile.hbs';
import dayLine from '../../../views/partials/day-line.hbs';
import deleteDialog from '../../../views/partials/delete-dialog.hbs';
import emojiPicker from '../../../views/partials/emoji-picker.hbs';
import messageEditor from '../../../views/partials/message-editor.hbs';
import messageMenu from '../../../views/partials/message-menu.hbs';
import messageToolbar from '../../../views/partials/message-toolbar.hbs';
import message from '../../../views/partials/message.hbs';
import newLine from '../../../views/partials/new-line.hbs';
import person from '../../../views/partials/person.hbs';
import reactions from '../../../views/partials/reactions.hbs';
import roomLink from '../../../views/partials/room-link.hbs';
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
  reactions,
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
