/** A person's card: beside what was pressed, a sheet on a phone. */
import type { PersonCard } from '../../shared/presence.js';
import { roomPath } from '../../shared/paths.js';
import { there } from '../../shared/rules/there.js';
import { askServer, sentenceOf } from '../ui/api.js';
import { t } from '../ui/page-texts.js';
import { fetchCard } from './people-source.js';
import { may } from '../ui/may.js';
import { renderCard } from './card-template.js';

/** Pixels. */
const gap = 8;

const sheet = matchMedia('(max-width: 45rem)');

export interface Visit {
  readonly canMention: boolean;
  mention(username: string): void;
}

export interface Asked {
  id: number;
  name: string;
  username: string;
  /** What the card belongs to. */
  anchor: HTMLElement;
}

export class PersonCards {
  private readonly element = document.createElement('div');
  private turn = 0;

  constructor(
    private readonly myId: number,
    private readonly visit: () => Visit | undefined,
  ) {
    this.element.className = 'floating person-card';
    this.element.popover = 'auto';
    this.element.setAttribute('role', 'dialog');
    this.element.setAttribute('aria-labelledby', 'person-title');
    this.element.addEventListener('click', ({ target }) => this.chosen(target as Element));
    this.element.addEventListener('submit', (event) => {
      const { ignores } = (event.target as HTMLElement).dataset;
      if (ignores === undefined) return;
      event.preventDefault();
      void this.ignore(Number(ignores), (event.submitter as HTMLButtonElement).value === 'yes');
    });
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

  private async ignore(userId: number, ignored: boolean): Promise<void> {
    try {
      await askServer(ignored ? 'PUT' : 'DELETE', `/api/people/${userId}/ignored`);
      this.element.hidePopover();
    } catch (error) {
      this.element.append(refusal(sentenceOf(error)));
    }
  }

  /** What is known already is there at once. */
  async open({ anchor, ...person }: Asked): Promise<void> {
    const turn = ++this.turn;
    this.element.setAttribute('aria-busy', 'true');
    this.show({ person: { ...person, role: 'member' } });
    // Where it was made by a page that is gone it belongs to this one now, and over a drawer it is that one's.
    (anchor.closest<HTMLElement>(':popover-open') ?? document.body).append(this.element);
    this.element.showPopover();
    this.place(anchor);
    const card = await fetchCard(person.id).catch(() => undefined);
    if (turn !== this.turn || !this.element.matches(':popover-open')) return;
    this.element.removeAttribute('aria-busy');
    if (card) this.show(this.context(card));
    else this.element.append(refusal(t('There is no connection. Try again in a moment.')));
    this.place(anchor);
    this.element.querySelector<HTMLElement>('.person-actions :is(a, button)')?.focus({ preventScroll: true });
  }

  private context({ person, rooms, hasConversation, ignored, pronouns, timeZone }: PersonCard): object {
    const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
    return {
      ...{ person, ignored, pronouns },
      there: timeZone && there(timeZone, new Date(), { language: document.documentElement.lang, zone }),
      rooms: rooms.map(({ name, address }) => ({ name, href: roomPath(address) })),
      conversation: hasConversation ? roomPath(`@${person.username}`) : undefined,
      isMe: person.id === this.myId,
      canMention: this.visit()?.canMention ?? false,
      csrfToken: document.querySelector<HTMLMetaElement>('meta[name=csrf-token]')?.content,
    };
  }

  private show(context: object): void {
    this.element.replaceChildren(
      renderCard({ ...context, mayStartGroups: may('groups'), cardTitle: 'person-title' }),
    );
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
