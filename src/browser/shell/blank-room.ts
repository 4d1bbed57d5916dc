/** A room of which nothing is known but its name: shown until its page is there, or to say that it is not. */
import { roomPath } from '../../shared/paths.js';
import type { RoomPageData } from '../../shared/room-page.js';
import type { KnownRoom } from '../core/known-rooms.js';
import { t } from '../ui/page-texts.js';
import { write } from './frame.js';
import { pageData } from './page-data.js';

/** What every room has at its place; the rest of the page belonged to the room that was shown before. */
const inEvery = {
  main: '#page-data, .room-header, :has(#log), .composer-area',
  heading: '.rooms-button, h1',
  foot: '#new-button, #commands, #composer, .under-composer',
};

/** Makes it of a copy of another room's page. Undefined where that is none. */
export function blankRoom(page: Document, room: KnownRoom): Document | undefined {
  const heading = page.querySelector('.room-header');
  const foot = page.querySelector('.composer-area');
  if (!heading || !foot) return undefined;
  keepOnly(page.getElementById('main')!, inEvery.main);
  keepOnly(heading, inEvery.heading);
  keepOnly(foot, inEvery.foot);
  name(page, room);
  for (const id of ['log', 'waiting']) page.getElementById(id)!.replaceChildren();
  for (const id of ['older', 'newer', 'commands', 'new-button', 'unread-bar'])
    page.getElementById(id)!.hidden = true;
  for (const person of page.querySelectorAll('#people [data-user]')) person.remove();
  for (const count of page.querySelectorAll('[data-online]')) count.textContent = '';
  emptyLog(page);
  write(page, dataOf(page, room));
  return page;
}

/** Says in place of the messages that they have never been here, and how to go on. */
export function sayNeverLoaded(page: Document, again: () => void): void {
  const place = page.getElementById('empty');
  if (!place) return;
  const sentence = page.createElement('p');
  sentence.setAttribute('role', 'status');
  sentence.textContent = t('This room has not been opened in this browser yet, and there is no connection.');
  const button = page.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.textContent = t('Try again');
  button.addEventListener('click', again);
  place.replaceChildren(sentence, button);
}

function keepOnly(parent: Element, selector: string): void {
  for (const child of [...parent.children]) if (!child.matches(selector)) child.remove();
}

function name(page: Document, { name, address, access, membership }: KnownRoom): void {
  const isDirect = access === 'direct';
  const title = page.querySelector('.room-header h1')!;
  title.querySelector(':scope > svg')?.remove();
  page.getElementById('room-name')!.textContent = name;
  page.title = `${isDirect ? '' : '#'}${name} · ${page.title.split(' · ').at(-1)}`;
  const form = page.querySelector<HTMLFormElement>('#composer');
  const field = form?.querySelector('textarea');
  if (!form || !field) return;
  form.hidden = membership === null;
  form.setAttribute('action', `${roomPath(address)}/messages`);
  field.textContent = '';
  field.placeholder = isDirect ? t('Message to {{name}}', { name }) : t('Message in {{name}}', { name });
  form.querySelector('label[for=text]')!.textContent = field.placeholder;
}

function emptyLog(page: Document): void {
  page.getElementById('empty')?.remove();
  const place = page.createElement('div');
  place.className = 'empty';
  place.id = 'empty';
  page.getElementById('log-region')!.before(place);
}

function dataOf(page: Document, listed: KnownRoom): RoomPageData {
  const { id, address, name, access, lastSeq, peerId, picture, unread, membership } = listed;
  const before = pageData(page) as RoomPageData;
  return {
    ...before,
    room: { ...before.room, id, address, name, access, topic: '', lastSeq },
    me: {
      ...before.me,
      member: membership !== null,
      keeper: false,
      keeps: false,
      lastReadSeq: 0,
      unread,
      membership,
    },
    peer:
      peerId === undefined
        ? null
        : { id: peerId, username: address.slice(1), name, ...(picture && { picture }) },
    ...{ rev: 0, lastSeq: 0, hasBefore: false, hasAfter: false, stopped: undefined, target: undefined },
  };
}
