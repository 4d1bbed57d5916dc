/** What a message is made of, as the server makes it. */
import closeIcon from '../../../views/icons/close.hbs';
import copyIcon from '../../../views/icons/copy.hbs';
import editIcon from '../../../views/icons/edit.hbs';
import linkIcon from '../../../views/icons/link.hbs';
import moreIcon from '../../../views/icons/more.hbs';
import replyIcon from '../../../views/icons/reply.hbs';
import smile from '../../../views/icons/smile.hbs';
import unreadIcon from '../../../views/icons/unread.hbs';
import trashIcon from '../../../views/icons/trash.hbs';
import whisperIcon from '../../../views/icons/whisper.hbs';
import dayLine from '../../../views/messages/day-line.hbs';
import deleteDialog from '../../../views/messages/delete-dialog.hbs';
import messageEditor from '../../../views/messages/editor.hbs';
import messageMenu from '../../../views/messages/menu.hbs';
import message from '../../../views/messages/message.hbs';
import newLine from '../../../views/messages/new-line.hbs';
import quote from '../../../views/messages/quote.hbs';
import reactions from '../../../views/messages/reactions.hbs';
import swipeMark from '../../../views/messages/swipe-mark.hbs';
import messageToolbar from '../../../views/messages/toolbar.hbs';
import avatar from '../../../views/people/avatar.hbs';
import { elementOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'icons/close': closeIcon,
  'icons/copy': copyIcon,
  'icons/edit': editIcon,
  'icons/link': linkIcon,
  'icons/more': moreIcon,
  'icons/reply': replyIcon,
  'icons/smile': smile,
  'icons/trash': trashIcon,
  'icons/unread': unreadIcon,
  'icons/whisper': whisperIcon,
  'messages/quote': quote,
  'messages/reactions': reactions,
  'people/avatar': avatar,
});

export const render = {
  message: (context: object) => elementOf(message, context),
  newLine: (context: { createdAt: string }) => elementOf(newLine, context),
  dayLine: (context: { createdAt: string }) => elementOf(dayLine, context),
  reactions: (context: object) => elementOf(reactions, context),
  messageToolbar: () => elementOf(messageToolbar),
  swipeMark: () => elementOf(swipeMark),
  messageMenu: () => elementOf(messageMenu),
  messageEditor: (context: object) => elementOf(messageEditor, context) as HTMLFormElement,
  deleteDialog: () => elementOf(deleteDialog) as HTMLDialogElement,
};
