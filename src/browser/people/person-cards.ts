/** Names and faces lead to the person: a card beside them, a sheet on a phone. */
import type { PersonCard } from '../../shared/presence.js';
import { roomPath } from '../../shared/paths.js';
import { t } from '../ui/page-texts.js';
import { fetchCard } from './people-source.js';
import { render } from './templates.js';

/** Pixels. */
const gap = 8;

const sheet = matchMedia('(max-width: 45rem)');

interface Visit {
  readonly canMention: boolean;
  mention(username: string): void;
}

interface Asked {
  id: number;
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
    document.addEventListener('click', (event) => this.clicked(event));
    document.addEventListener('contextmenu', (event) => {
      const asked = askedIn((event.target as Element).closest<HTMLElement>('.people-scroll li'));
      if (!asked) return;
      event.preventDefault();
      void this.open(asked);
    });
    this.element.addEventListener('click', ({ target }) => this.chosen(target as Element));
  }

  private clicked(event: MouseEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const asked = askedFor(event.target as Element);
    if (!asked) return;
    event.preventDefault();
    void this.open(asked);
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

  /** What is known already is there at once. */
  private async open({ id, username, anchor }: Asked): Promise<void> {
    const turn = ++this.turn;
    this.element.setAttribute('aria-busy', 'true');
    this.show({ person: { id, username, role: 'member' } });
    // Where it was made by a page that is gone it belongs to this one now, and over a drawer it is that one's.
    (anchor.closest<HTMLElement>(':popover-open') ?? document.body).append(this.element);
    this.element.showPopover();
    this.place(anchor);
    const card = await fetchCard(id).catch(() => undefined);
    if (turn !== this.turn || !this.element.matches(':popover-open')) return;
    this.element.removeAttribute('aria-busy');
    if (card) this.show(this.context(card));
    else this.element.append(refusal());
    this.place(anchor);
    this.element.querySelector<HTMLElement>('.person-actions :is(a, button)')?.focus({ preventScroll: true });
  }

  private context({ person, rooms, hasConversation }: PersonCard): object {
    return {
      person,
      rooms: rooms.map(({ name, address }) => ({ name, href: roomPath(address) })),
      conversation: hasConversation ? roomPath(`@${person.username}`) : undefined,
      isMe: person.id === this.myId,
      canMention: this.visit()?.canMention ?? false,
      csrfToken: document.querySelector<HTMLMetaElement>('meta[name=csrf-token]')?.content,
    };
  }

  private show(context: object): void {
    this.element.replaceChildren(render.card({ ...context, cardTitle: 'person-title' }));
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

/** Whom a press asks for: a name or a face that leads to a person, or the face of a message. */
function askedFor(target: Element): Asked | undefined {
  const link = target.closest<HTMLElement>('[data-person]');
  if (link)
    return { id: Number(link.dataset.person), username: nameIn(link.closest('li') ?? link), anchor: link };
  const face = target.closest<HTMLElement>('.message > .avatar');
  const message = face?.closest<HTMLElement>('.message');
  if (!face || !message) return undefined;
  return { id: Number(message.dataset.author), username: nameIn(message), anchor: face };
}

/** Whom a row of the list shows. */
const askedIn = (row: HTMLElement | null): Asked | undefined =>
  row?.dataset.user === undefined
    ? undefined
    : { id: Number(row.dataset.user), username: nameIn(row), anchor: row };

const nameIn = (element: Element): string => element.querySelector('bdi')?.textContent ?? element.textContent;

function refusal(): HTMLElement {
  const sentence = document.createElement('p');
  sentence.className = 'hint';
  sentence.setAttribute('role', 'alert');
  sentence.textContent = t('There is no connection. Try again in a moment.');
  return sentence;
}
