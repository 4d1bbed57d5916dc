/** What the reader does about the open room as a whole, by its menu. */
import type { MembershipChange, MembershipView } from '../../shared/memberships.js';
import type { RoomView } from '../../shared/rooms.js';
import { roomPath } from '../../shared/paths.js';
import { askServer, sentenceOf } from '../ui/api.js';
import { copy } from '../ui/clipboard.js';
import { ask } from '../ui/question.js';
import { t } from '../ui/page-texts.js';
import { heirChoice } from './heir-choice.js';
import { say } from '../ui/passing-notice.js';

export interface MenuListener {
  room(): RoomView;
  chosen(membership: MembershipView): void;
  /** Everything in the room is to count as read. */
  readAll(): void;
  /** The room is not the reader's any more, by their own doing. */
  gone(): void;
}

type Change = Partial<Record<keyof MembershipChange, unknown>>;

export class RoomDoings {
  constructor(
    private readonly main: HTMLElement,
    private readonly listener: MenuListener,
  ) {}

  submit(form: HTMLFormElement, button: HTMLButtonElement | null): void {
    this.actOf(form, button)?.().catch((error: unknown) => say(sentenceOf(error)));
  }

  private actOf(form: HTMLFormElement, button: HTMLButtonElement | null): (() => Promise<void>) | undefined {
    if (form.matches('[data-chooses]') && button) return () => this.choose(changeOf(button));
    if (form.matches('[data-marks-read]'))
      return () => {
        this.close();
        this.listener.readAll();
        return Promise.resolve();
      };
    if (form.matches('#leave-room')) return () => this.leave(form.dataset);
    if (form.action.endsWith('/delete')) return () => this.delete();
    return undefined;
  }

  private async choose(change: Change): Promise<void> {
    const path = `/api/rooms/${this.listener.room().id}/membership`;
    this.listener.chosen(await askServer<MembershipView>('PATCH', path, change));
  }

  private async leave({ asks, keeps }: DOMStringMap): Promise<void> {
    this.close();
    const { id, name } = this.listener.room();
    const heir = keeps === undefined ? undefined : await heirChoice(id);
    const work = async () => {
      const chosen = await heir?.chosen();
      const query = chosen === undefined ? '' : `?heir=${chosen}`;
      await askServer('DELETE', `/api/rooms/${id}/members/${document.body.dataset.me}${query}`);
      // Whoever left an open room still looks at it, with the way back in.
      if (asks !== undefined) this.listener.gone();
      else say(t('You left {{name}}', { name }));
    };
    if (asks === undefined && keeps === undefined) return work();
    const title = t('Leave {{name}}?', { name });
    const about = asks === undefined ? '' : t('You will need an invitation to come back.');
    ask({ title, about, does: t('Leave the room'), isDangerous: true, more: heir?.field, work, sentenceOf });
  }

  private async delete(): Promise<void> {
    this.close();
    await askServer('DELETE', `/api/rooms/${this.listener.room().id}`);
    this.listener.gone();
  }

  async copyLink(): Promise<void> {
    this.close();
    const link = new URL(roomPath(this.listener.room().address), location.href).href;
    say((await copy(link)) ? t('Link copied') : t('The browser did not allow copying.'));
  }

  private close(): void {
    this.main.querySelector<HTMLElement>('#room-menu:popover-open')?.hidePopover();
  }
}

function changeOf({ name, value }: HTMLButtonElement): Change {
  if (name === 'favourite') return { favourite: value === 'yes' };
  if (name === 'level') return { level: value === 'default' ? null : value };
  if (value === 'on' || value === 'off') return { muted: value === 'on' };
  return { mutedUntil: mutedUntil(value === 'hour').toISOString() };
}

/** In an hour, or when the reader's next day begins for most: at eight. */
function mutedUntil(isHour: boolean): Date {
  const until = new Date();
  if (isHour) until.setHours(until.getHours() + 1);
  else {
    until.setDate(until.getDate() + 1);
    until.setHours(8, 0, 0, 0);
  }
  return until;
}
