/** The menu of a message, and what it opens: made when somebody first asks for one of them. */
import type { Mentionable } from '../composer/completion.js';
import { EmojiPicker } from '../emoji/emoji-picker.js';
import type { Scroller } from '../ui/scroller.js';
import type { Changing } from './changing.js';
import { Deleting } from './deleting.js';
import { Editing } from './editing.js';
import type { MessageList } from './message-list.js';
import { type ActionName, type Actions, MessageMenu } from './message-menu.js';
import { VersionsDialog } from './versions-dialog.js';

export class MessageDoings {
  readonly picker: EmojiPicker;
  readonly editing: Editing;
  readonly deleting: Deleting;
  readonly versions: VersionsDialog;
  readonly menu: MessageMenu;

  constructor(
    { main, field }: { main: HTMLElement; field: HTMLTextAreaElement | null },
    messages: MessageList,
    scroller: Scroller,
    changing: Changing,
    people: Mentionable,
    actions: Actions,
    allowed: (element: HTMLElement) => ActionName[],
  ) {
    this.picker = new EmojiPicker(main);
    this.editing = new Editing(messages, scroller, changing, field, people);
    this.deleting = new Deleting(main, changing);
    this.versions = new VersionsDialog(messages);
    this.menu = new MessageMenu(main, actions, allowed);
  }
}
