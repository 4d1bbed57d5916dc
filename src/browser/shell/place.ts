/** What an address of the chat leads to, whichever part of it is to be in view. */
import {
  activityPath,
  lobbyPath,
  roomFilesPath,
  roomPath,
  roomPinsPath,
  savedPath,
} from '../../shared/paths.js';

/** The page an address shows, without the part of it that is to be in view. */
export const pageOf = (href: string): string => href.split('#', 1)[0]!;

/** The path under which the place is kept: the lobby's, that of activity, the room's, or that of its files or pins; undefined where the address is none of the chat. */
export function placeOf(href: string): string | undefined {
  const { pathname } = new URL(href);
  if (pathname === activityPath || pathname === savedPath()) return pathname;
  const [, chat, address, part] = pathname.split('/');
  if (chat !== 'chat') return undefined;
  if (!address) return lobbyPath;
  try {
    // One spelling for one room, however its address was typed.
    return pathOf(part)(decodeURIComponent(address));
  } catch {
    return undefined;
  }
}

const pathOf = (part: string | undefined): ((address: string) => string) =>
  part === 'files' ? roomFilesPath : part === 'pins' ? (address) => roomPinsPath(address) : roomPath;

/** The seq by which an address names a thread. */
export function threadIn(href: string): number | undefined {
  const [, , , word, seq] = new URL(href).pathname.split('/');
  return word === 'thread' && Number(seq) > 0 ? Number(seq) : undefined;
}

/** The seq of the message that an address leads to. */
export const seqIn = (href: string): number | undefined => {
  const seq = Number(new URL(href).pathname.split('/')[3]);
  return Number.isInteger(seq) && seq > 0 ? seq : undefined;
};

/** The lobby, activity, what is saved, the search, a room, a room at a message, or with a thread, a room’s files and pins; its people and settings are pages of their own. */
export const isChatPath = (path: string): boolean =>
  /^\/(?:chat\/(?:[^/]+(?:(?:\/thread)?\/\d+|\/files|\/pins)?)?|activity|saved|search)$/.test(path);
