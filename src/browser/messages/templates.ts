/** What a message is made of, as the server makes it. */
import copyIcon from '../../../views/partials/icons/copy.hbs';
import editIcon from '../../../views/partials/icons/edit.hbs';
import linkIcon from '../../../views/partials/icons/link.hbs';
import moreIcon from '../../../views/partials/icons/more.hbs';
import smile from '../../../views/partials/icons/smile.hbs';
import trashIcon from '../../../views/partials/icons/trash.hbs';
import dayLine from '../../../views/partials/day-line.hbs';
import deleteDialog from '../../../views/partials/delete-dialog.hbs';
import messageEditor from '../../../views/partials/message-editor.hbs';
import messageMenu from '../../../views/partials/message-menu.hbs';
import messageToolbar from '../../../views/partials/message-toolbar.hbs';
import message from '../../../views/partials/message.hbs';
import newLine from '../../../views/partials/new-line.hbs';
import reactions from '../../../views/partials/reactions.hbs';
import { elementOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'icons/copy': copyIcon,
  'icons/edit': editIcon,
  'icons/link': linkIcon,
  'icons/more': moreIcon,
  'icons/smile': smile,
  'icons/trash': trashIcon,
  reactions,
});

export const render = {
  message: (context: object) => elementOf(message, context),
  newLine: () => elementOf(newLine),
  dayLine: (context: { createdAt: string }) => elementOf(dayLine, context),
  reactions: (context: object) => elementOf(reactions, context),
  messageToolbar: () => elementOf(messageToolbar),
  messageMenu: () => elementOf(messageMenu),
  messageEditor: (context: object) => elementOf(messageEditor, context) as HTMLFormElement,
  deleteDialog: () => elementOf(deleteDialog) as HTMLDialogElement,
};
