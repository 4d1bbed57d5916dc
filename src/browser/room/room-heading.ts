/** A room's name, topic and address, and whether the reader may write there. */
import type { MeView } from '../../shared/memberships.js';
import { roomPath } from '../../shared/paths.js';
import type { RoomView } from '../../shared/rooms.js';
import { t } from '../ui/page-texts.js';
import type { PageElements } from './page-elements.js';

export class RoomHeading {
  /** Stands in place of the message field where one may not write. */
  private readonly closed = document.createElement('p');

  constructor(
    private readonly elements: PageElements,
    private address: string,
  ) {
    this.closed.className = 'notice';
  }

  show(room: RoomView, me: MeView): void {
    const { heading, topic, joinBar, form } = this.elements;
    heading.textContent = room.name;
    topic.textContent = room.topic;
    topic.title = room.topic;
    if (room.address !== this.address) this.move(room.address);
    // A conversation of two says on its page why it is over, and does not begin again.
    if (room.access === 'direct') return;
    if (joinBar) {
      joinBar.hidden = me.member || room.archivedAt !== null;
      joinBar.querySelector('#join-name')!.textContent = room.name;
    }
    if (form && !me.member) form.hidden = true;
    if (room.archivedAt) this.close(t('This room is archived: you can read it, but not write in it.'));
    else if (room.posting === 'admins' && !me.keeps)
      this.close(t('Only keepers of this room and administrators can write in it.'));
    else if (me.member) this.reopen();
    else this.closed.remove();
  }

  /** The room is not the reader's any more. */
  remove(): void {
    this.elements.form?.remove();
    this.elements.joinBar?.remove();
  }

  /** Whoever reloads the page, or comes back to it, finds the room where it is now. */
  private move(address: string): void {
    this.address = address;
    history.replaceState(history.state, '', roomPath(address));
  }

  /** Nobody, or not this reader, writes here any more; what was not sent yet stays in the field. */
  private close(sentence: string): void {
    const { form } = this.elements;
    if (!form) return;
    form.hidden = true;
    this.closed.textContent = sentence;
    form.before(this.closed);
  }

  /** The reader may write again. A page that came without a field comes again with one. */
  private reopen(): void {
    const { form } = this.elements;
    if (!form) location.reload();
    if (!form?.hidden) return;
    form.hidden = false;
    this.closed.remove();
  }
}
