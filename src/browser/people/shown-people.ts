/** People are shown otherwise: by another name, picture or status. What the page says of them is written anew, and nothing moves. */
import type { UserView } from '../../shared/people.js';
import { personPath, roomPath } from '../../shared/paths.js';
import type { ShownPerson } from '../../shared/profiles.js';
import { whoWord } from '../../shared/rules/person-look.js';
import type { ShownMessage } from '../core/stretch.js';
import type { ChatSocket } from '../core/connection.js';
import type { KnownRooms } from '../core/known-rooms.js';
import { helpers } from '../ui/handlebars.js';
import { inNamesOfNow, learnFormerNames, onFormerNames } from './former-names.js';
import { fetchChangedPeople, fetchRenamedPeople } from './people-source.js';
import { signOf } from './person-sign.js';

/** The room that is open, as far as it shows people. */
interface Visit {
  people: { shown(person: ShownPerson): void };
  room: {
    messages: {
      get(id: number): ShownMessage | undefined;
      each(work: (element: HTMLElement, message: ShownMessage) => void): void;
      redecorate(id: number): void;
    };
    session: { room: { name: string; address: string } };
    changed(): void;
  };
}

interface Shell {
  connection: { socket: ChatSocket };
  rooms: KnownRooms;
  readonly visit: Visit | undefined;
  visitTo(roomId: number): Visit | undefined;
  refreshRooms(): void;
}

/** Milliseconds between two questions where nobody tells: of people in rooms that the reader does not look at. */
const every = 20_000;

let watching: ShownPeople | undefined;
/** Of a page that was there before anybody watched. */
let knownAtFirst: number | undefined;

/** A room is shown whose page knew people up to this number. */
export function arrivedWithPeople(known: number | undefined): void {
  if (watching) watching.arrived(known);
  else knownAtFirst = known;
}

export function watchShownPeople(shell: Shell, me: UserView): void {
  watching = new ShownPeople(shell, me);
  watching.arrived(knownAtFirst);
}

class ShownPeople {
  /** The number up to which the page knows people; undefined before any was heard of. */
  private last: number | undefined;

  constructor(
    private readonly shell: Shell,
    private readonly me: UserView,
  ) {
    const { socket } = shell.connection;
    socket.on('person_changed', (person) => this.show(person));
    socket.on('connect', () => void this.ask());
    const lookAround = () => {
      if (!shell.visit && document.visibilityState === 'visible') void this.ask();
    };
    setInterval(lookAround, every);
    document.addEventListener('visibilitychange', lookAround);
    onFormerNames(nameAnew);
    void fetchRenamedPeople()
      .then(({ people }) => learnFormerNames(people))
      .catch(() => undefined);
  }

  arrived(known = Number.MAX_SAFE_INTEGER): void {
    if (this.last !== undefined && known >= this.last) return;
    this.last = known;
    void this.ask();
  }

  /** Without an answer the next connection asks. */
  private async ask(): Promise<void> {
    if (this.last === undefined) return;
    const { people, last } = await fetchChangedPeople(this.last).catch(() => ({
      people: [],
      last: this.last,
    }));
    this.last = last;
    for (const person of people) this.show(person);
  }

  private show(person: ShownPerson): void {
    const user = { ...person.user, name: helpers.called(person.user.name) };
    const { visit, rooms } = this.shell;
    learnFormerNames([{ ...person, user }]);
    if (user.id === this.me.id) this.showMe(user);
    for (const room of rooms.all.filter(({ peerId }) => peerId === user.id)) this.showPeer(room.id, user);
    // The name of a group is made of theirs.
    if (rooms.all.some(({ faces }) => faces?.some(({ id }) => id === user.id))) this.shell.refreshRooms();
    for (const face of all(`[data-face="${user.id}"]`)) paintFace(face, user);
    for (const name of all(`[data-named="${user.id}"]`)) name.textContent = user.name;
    for (const link of all<HTMLAnchorElement>(`a[data-person="${user.id}"]`)) paintLink(link, user);
    for (const message of all(`.message[data-author="${user.id}"]`)) paintMessage(message, user);
    visit?.people.shown(person);
    visit?.room.messages.each((element, message) => showIn(visit, element, message, user));
  }

  private showMe(user: UserView): void {
    Object.assign(this.me, { picture: undefined }, user);
    document.body.dataset.who = whoWord(user);
    for (const button of all('.me-button')) button.querySelector('bdi')!.textContent = user.name;
  }

  private showPeer(roomId: number, user: UserView): void {
    const visit = this.shell.visitTo(roomId);
    const room = { name: user.name, address: `@${user.username}`, picture: user.picture };
    this.shell.rooms.rename(roomId, room);
    if (!visit) return;
    Object.assign(visit.room.session.room, { name: room.name, address: room.address });
    visit.room.changed();
    history.replaceState(
      history.state,
      '',
      location.href.replace(/\/chat\/@[^/?#]+/, roomPath(room.address)),
    );
  }
}

const all = <Kind extends HTMLElement>(selector: string) => [...document.querySelectorAll<Kind>(selector)];

/** The messages of the open room as they are known, and what stands on them of others than their author. */
function showIn({ room }: Visit, element: HTMLElement, message: ShownMessage, user: UserView): void {
  const is = ({ id }: UserView) => id === user.id;
  const as = (people: UserView[]) => people.map((other) => (is(other) ? user : other));
  if (is(message.author)) message.author = user;
  const quoted = message.replyTo === undefined ? undefined : room.messages.get(message.replyTo);
  const quoteOf = element.querySelector('.quote-author');
  if (quoteOf && quoted && is(quoted.author)) quoteOf.textContent = user.name;
  if (message.pinnedBy && is(message.pinnedBy)) {
    message.pinnedBy = user;
    const by = element.querySelector('.pinned bdi');
    if (by) by.textContent = user.name;
  }
  if (message.replies) message.replies.users = as(message.replies.users);
  for (const reaction of message.reactions) reaction.users = as(reaction.users);
  if (message.reactions.some(({ users }) => users.some(is))) room.messages.redecorate(message.id);
}

/** Lines of messages, whoever made them, in which somebody may be called; the messages themselves see to it on their own. */
const lines =
  '.quote-text, .linked-text, .answering-text, .last-words, .entry-text, .hit-said, .hit-near, .tile-caption';

function nameAnew(): void {
  for (const line of all(lines)) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode() as Text | null; text; text = walker.nextNode() as Text | null) {
      const named = inNamesOfNow(text.data);
      if (named !== text.data) text.data = named;
    }
  }
}

function paintMessage(message: HTMLElement, user: UserView): void {
  for (const name of message.querySelectorAll(':scope > .message-text > .author'))
    name.textContent = user.name;
}

function paintLink(link: HTMLAnchorElement, user: UserView): void {
  const name = link.querySelector('bdi');
  if (name) name.textContent = user.name;
  link.href = personPath(user.username);
}

function paintFace(face: Element, user: UserView): void {
  face.replaceChildren(signOf(user).sign);
}
