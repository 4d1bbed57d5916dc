/** A person's card: beside what was pressed or pointed at, a sheet on a phone. */
import type { PersonCard } from '../../shared/presence.js';
import { keepMemberPath, roomPath } from '../../shared/paths.js';
import { there } from '../../shared/rules/there.js';
import { askServer, csrfToken, sentenceOf } from '../ui/api.js';
import { may } from '../ui/may.js';
import { say } from '../ui/passing-notice.js';
import { renderCard } from './card-template.js';
import { moderate } from './moderating.js';
import { fetchCard } from './people-source.js';

/** Pixels. */
const gap = 8;

const sheet = matchMedia('(max-width: 45rem)');

export interface Visit {
  readonly canMention: boolean;
  /** Of the open room. */
  readonly roomId: number;
  mention(username: string): void;
}

export interface Asked {
  /** Undefined where the page knows the name alone. */
  id?: number;
  name: string;
  username: string;
  /** What the card belongs to. */
  anchor: HTMLElement;
}

export class PersonCards {
  readonly element = document.createElement('div');
  private turn = 0;
  /** Once nothing in it is pressed. */
  private released = Promise.resolve();
  private shown: PersonCard | undefined;
  private anchor: HTMLElement | undefined;

  constructor(
    private readonly myId: number,
    private readonly visit: () => Visit | undefined,
  ) {
    this.element.className = 'floating person-card';
    this.element.popover = 'auto';
    this.element.setAttribute('role', 'dialog');
    this.element.setAttribute('aria-labelledby', 'person-title');
    this.element.addEventListener('pointerdown', () => this.hold());
    this.element.addEventListener('click', ({ target }) => this.chosen(target as Element));
    this.element.addEventListener('submit', (event) => this.submitted(event));
    this.element.addEventListener('toggle', () => this.placeAgain(), true);
  }

  get isOpen(): boolean {
    return this.element.matches(':popover-open');
  }

  hide(): void {
    this.turn++;
    if (this.isOpen) this.element.hidePopover();
  }

  /** What is known already is there at once, and the focus goes in. */
  async open(asked: Asked): Promise<void> {
    const { anchor, id, name, username } = asked;
    const turn = ++this.turn;
    this.shown = undefined;
    if (id !== undefined) {
      this.element.setAttribute('aria-busy', 'true');
      // Its buttons work already.
      this.show({ person: { id, name, username, role: 'member' }, csrfToken: csrfToken() });
      this.float(anchor);
    }
    try {
      const card = await this.fetch(asked);
      await this.released;
      if (turn !== this.turn || (id !== undefined && !this.isOpen)) return;
      this.fill(card, anchor);
      this.element
        .querySelector<HTMLElement>('.person-actions :is(a, button)')
        ?.focus({ preventScroll: true });
    } catch (error) {
      if (turn !== this.turn) return;
      if (this.isOpen) this.element.append(refusal(sentenceOf(error)));
      else say(sentenceOf(error));
    } finally {
      if (turn === this.turn) this.element.removeAttribute('aria-busy');
    }
  }

  /** Of whoever is pointed at: once all is known, and the focus stays where it is. */
  async glimpse(asked: Asked): Promise<void> {
    const turn = ++this.turn;
    const card = await this.fetch(asked).catch(() => undefined);
    if (card && turn === this.turn && asked.anchor.isConnected) this.fill(card, asked.anchor);
  }

  /** What is put in another's place between its press and its release is never clicked. */
  private hold(): void {
    this.released = new Promise((resolve) => {
      // The click itself comes after both of them.
      for (const event of ['pointerup', 'pointercancel'])
        addEventListener(event, () => setTimeout(resolve), { capture: true, once: true });
    });
  }

  private fetch({ id, username }: Asked): Promise<PersonCard> {
    return fetchCard(id ?? username, this.visit()?.roomId);
  }

  private fill(card: PersonCard, anchor: HTMLElement): void {
    this.shown = card;
    this.show(this.context(card));
    this.float(anchor);
  }

  private chosen(target: Element): void {
    const { mentionPerson } = target.closest<HTMLElement>('[data-mention-person]')?.dataset ?? {};
    if (mentionPerson === undefined && !target.closest('a')) return;
    this.element.hidePopover();
    if (mentionPerson === undefined) return;
    // The field is below the list of people that covers it.
    document.querySelector<HTMLElement>('.people:popover-open')?.hidePopover();
    this.visit()?.mention(mentionPerson);
  }

  private submitted(event: SubmitEvent): void {
    const { ignores, moderates } = (event.target as HTMLElement).dataset;
    const { value } = event.submitter as HTMLButtonElement;
    if (ignores === undefined && moderates === undefined) return;
    event.preventDefault();
    if (ignores !== undefined) return void this.ignore(Number(ignores), value === 'yes');
    if (!this.shown?.inRoom) return;
    const { anchor } = this;
    const { person, inRoom } = this.shown;
    this.element.hidePopover();
    moderate(value, person, inRoom, () => anchor?.focus({ preventScroll: true }));
  }

  private async ignore(userId: number, ignored: boolean): Promise<void> {
    try {
      await askServer(ignored ? 'PUT' : 'DELETE', `/api/people/${userId}/ignored`);
      this.element.hidePopover();
    } catch (error) {
      this.element.append(refusal(sentenceOf(error)));
    }
  }

  private context(card: PersonCard): object {
    const { person, rooms, hasConversation, ignored, pronouns, timeZone, inRoom } = card;
    const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
    const mayAny = inRoom && Object.values(inRoom.may).includes(true);
    return {
      ...{ person, ignored, pronouns, inRoom },
      there: timeZone && there(timeZone, new Date(), { language: document.documentElement.lang, zone }),
      rooms: rooms.map(({ name, address }) => ({ name, href: roomPath(address) })),
      conversation: hasConversation ? roomPath(`@${person.username}`) : undefined,
      isMe: person.id === this.myId,
      canMention: this.visit()?.canMention ?? false,
      moderated: mayAny ? keepMemberPath(inRoom.room.address) : undefined,
      csrfToken: csrfToken(),
    };
  }

  private show(context: object): void {
    this.element.replaceChildren(
      renderCard({ ...context, mayStartGroups: may('groups'), cardTitle: 'person-title' }),
    );
  }

  /** Where it was made by a page that is gone it belongs to this one now, and over a drawer it is that one's. */
  private float(anchor: HTMLElement): void {
    this.anchor = anchor;
    const home = anchor.closest<HTMLElement>(':popover-open') ?? document.body;
    if (this.element.parentElement !== home) home.append(this.element);
    if (!this.isOpen) this.element.showPopover();
    this.place(anchor);
  }

  /** What can be done there is folded, and unfolds. */
  private placeAgain(): void {
    if (this.isOpen && this.anchor?.isConnected) this.place(this.anchor);
  }

  /** Beside a panel, otherwise below what was pressed, or above it. */
  private place(anchor: HTMLElement): void {
    this.element.style.left = this.element.style.top = '';
    if (sheet.matches) return;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const panel = anchor.closest('.people');
    const { left, right, top, bottom } = (panel ? anchor.closest('li')! : anchor).getBoundingClientRect();
    const edge = (panel ?? anchor).getBoundingClientRect();
    const isRightToLeft = getComputedStyle(this.element).direction === 'rtl';
    const aside = isRightToLeft ? edge.right + gap : edge.left - gap - width;
    const along = isRightToLeft ? right - width : left;
    const below = bottom + gap + height <= innerHeight ? bottom + gap : top - gap - height;
    const within = (at: number, size: number, most: number) => Math.max(gap, Math.min(at, most - size - gap));
    this.element.style.left = `${within(panel ? aside : along, width, innerWidth)}px`;
    this.element.style.top = `${within(panel ? top : below, height, innerHeight)}px`;
  }
}

function refusal(text: string): HTMLElement {
  const sentence = document.createElement('p');
  sentence.className = 'hint';
  sentence.setAttribute('role', 'alert');
  sentence.textContent = text;
  return sentence;
}
