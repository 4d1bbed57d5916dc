/** What is done about messages, as the server's own templates make it; beside those of messages/templates.ts. */
import altIcon from '../../../views/icons/alt.hbs';
import bookmarkIcon from '../../../views/icons/bookmark.hbs';
import clockIcon from '../../../views/icons/clock.hbs';
import shieldIcon from '../../../views/icons/shield.hbs';
import copyIcon from '../../../views/icons/copy.hbs';
import linkIcon from '../../../views/icons/link.hbs';
import moreIcon from '../../../views/icons/more.hbs';
import threadIcon from '../../../views/icons/thread.hbs';
import unreadIcon from '../../../views/icons/unread.hbs';
import trashIcon from '../../../views/icons/trash.hbs';
import whisperIcon from '../../../views/icons/whisper.hbs';
import codeCopy from '../../../views/messages/code-copy.hbs';
import deleteDialog from '../../../views/messages/delete-dialog.hbs';
import linked from '../../../views/messages/linked.hbs';
import previewHide from '../../../views/messages/preview-hide.hbs';
import swipeMark from '../../../views/messages/swipe-mark.hbs';
import messageEditor from '../../../views/messages/editor.hbs';
import messageMenu from '../../../views/messages/menu.hbs';
import messageToolbar from '../../../views/messages/toolbar.hbs';
import { elementOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'icons/alt': altIcon,
  'icons/bookmark': bookmarkIcon,
  'icons/clock': clockIcon,
  'icons/shield': shieldIcon,
  'icons/copy': copyIcon,
  'icons/link': linkIcon,
  'icons/more': moreIcon,
  'icons/thread': threadIcon,
  'icons/trash': trashIcon,
  'icons/unread': unreadIcon,
  'icons/whisper': whisperIcon,
});

export const render = {
  codeCopy: () => elementOf(codeCopy),
  linked: (context: object) => elementOf(linked, context),
  swipeMark: () => elementOf(swipeMark),
  previewHide: () => elementOf(previewHide),
  messageToolbar: () => elementOf(messageToolbar),
  messageMenu: () => elementOf(messageMenu),
  messageEditor: (context: object) => elementOf(messageEditor, context) as HTMLFormElement,
  deleteDialog: () => elementOf(deleteDialog) as HTMLDialogElement,
};
