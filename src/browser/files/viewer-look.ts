/** What the viewer shows of one picture. */
import type { RoomFileView } from '../../shared/files.js';
import { downloadPath, filePath, messagePath } from '../../shared/paths.js';
import { elementOf } from '../ui/handlebars.js';
import { t } from '../ui/page-texts.js';
import { timeElement } from '../ui/times.js';
import { askServerItself } from './ask-server.js';
import { describeLabel } from './describe.js';
import avatar from '../../../views/people/avatar.hbs';

export interface ViewedRoom {
  id: number;
  address: string;
  name: string;
}

const find = (dialog: HTMLElement, name: string) => dialog.querySelector<HTMLElement>(`[data-${name}]`)!;

export function showWords(
  dialog: HTMLElement,
  picture: RoomFileView,
  room: ViewedRoom,
  isMine: boolean,
): void {
  const { author, createdAt, caption, alt, seq } = picture;
  find(dialog, 'face').replaceChildren(elementOf(avatar, author));
  find(dialog, 'author').textContent = author.name;
  find(dialog, 'where').replaceChildren(isolated(room.name), ', ', timeElement(createdAt, 'viewed'));
  find(dialog, 'caption').textContent = caption ?? '';
  find(dialog, 'caption').title = caption ?? '';
  find(dialog, 'alt-text').textContent = alt ?? '';
  const edit = dialog.querySelector<HTMLElement>('[data-view=describe]')!;
  edit.hidden = !isMine;
  edit.textContent = describeLabel(alt);
  const download = find(dialog, 'download') as HTMLAnchorElement;
  download.href = downloadPath(picture);
  download.download = picture.name;
  const toRoom = find(dialog, 'show') as HTMLAnchorElement;
  toRoom.href = messagePath(room.address, seq);
}

export function showPlace(dialog: HTMLElement, place: { place: number; total: number } | undefined): void {
  const text = place ? t('{{place}} of {{total}}', place) : '';
  find(dialog, 'place').textContent = text;
}

/** The picture in the size of a page, over the blur of it; at once if it was fetched ahead. */
export function showPicture(image: HTMLImageElement, picture: RoomFileView): void {
  const { width, height, blur, alt, name, animated, hasThumb } = picture;
  image.style.transform = '';
  image.style.backgroundImage = blur ? `url("${blur}")` : '';
  if (width && height) [image.width, image.height] = [width, height];
  image.alt = alt ?? name;
  image.src = animated || !hasThumb ? filePath(picture) : filePath(picture, 'page');
}

/** All of it, where it is looked at closely. */
export function showWhole(image: HTMLImageElement, picture: RoomFileView): void {
  const whole = new Image();
  whole.addEventListener('load', () => {
    if (new URL(image.src).pathname === new URL(whole.src).pathname) image.src = whole.src;
  });
  whole.addEventListener('error', () => askServerItself(whole));
  whole.src = filePath(picture);
}

/** The next ones to both sides: nothing else is fetched ahead. */
export function expect(picture: RoomFileView | undefined): void {
  if (picture?.hasThumb && !picture.animated) new Image().src = filePath(picture, 'page');
}

/** Those around one of them. */
export function showStrip(strip: HTMLElement, pictures: RoomFileView[], current: RoomFileView): void {
  const known = new Map([...strip.children].map((item) => [(item as HTMLElement).dataset.id, item]));
  const items = pictures.map((picture) => known.get(String(picture.id)) ?? thumb(picture));
  strip.replaceChildren(...items);
  for (const item of items) {
    const button = item.querySelector('button')!;
    const isCurrent = (item as HTMLElement).dataset.id === String(current.id);
    if (isCurrent) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
}

/** False where the server says that it does not have it. */
export async function isOnServer(address: string): Promise<boolean> {
  const answer = await fetch(address, { method: 'HEAD' }).catch(() => undefined);
  return answer?.status !== 404;
}

function thumb(picture: RoomFileView): HTMLLIElement {
  const item = document.createElement('li');
  item.dataset.id = String(picture.id);
  const button = document.createElement('button');
  button.type = 'button';
  const image = new Image();
  image.alt = picture.alt ?? picture.name;
  image.loading = 'lazy';
  image.src = filePath(picture, picture.hasThumb && 'thumb');
  button.append(image);
  item.append(button);
  return item;
}

function isolated(text: string): HTMLElement {
  const element = document.createElement('bdi');
  element.textContent = text;
  return element;
}
