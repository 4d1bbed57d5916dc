/** The addresses of pages. Names hold spaces, quotes and any alphabet, so they are always encoded. */

export const lobbyPath = '/chat/';

/** Where a group is started. */
export const groupsPath = '/groups';

/** The lobby with the next page of other rooms. */
export const moreRoomsPath = (after: string): string => `${lobbyPath}?after=${after}`;

export const activityPath = '/activity';

/** Activity of one kind, or what is new of it; `before`: the page of what is older. */
export function activityListPath({
  kind,
  unread,
  before,
}: {
  kind?: string | undefined;
  unread?: boolean | undefined;
  before?: number | undefined;
}): string {
  const wanted = {
    ...(kind && { kind }),
    ...(unread && { unread: 'true' }),
    ...(before && { before: `${before}` }),
  };
  const query = new URLSearchParams(wanted).toString();
  return query ? `${activityPath}?${query}` : activityPath;
}

/** What one saved; `reminders`: of that what one is going to be reminded of; `before`: the page of what was saved earlier. */
export function savedPath({ reminders, before }: { reminders?: boolean; before?: number } = {}): string {
  const query = reminders ? 'filter=reminders' : before === undefined ? '' : `before=${before}`;
  return query ? `/saved?${query}` : '/saved';
}

/** One message, with what may be done to keep it at hand. */
export const keepPath = (address: string, seq: number): string => `${roomPath(address)}/${seq}/keep`;

/** Where one message is reported to the moderators. */
export const reportPath = (address: string, seq: number): string => `${roomPath(address)}/${seq}/report`;

export const searchPath = '/search';

/** What a query finds; `order` where it is not the usual one, `cursor` for the page of what is older. */
export function searchListPath(
  q: string,
  { order, cursor }: { order?: string | undefined; cursor?: string | undefined } = {},
): string {
  const wanted = {
    ...(q && { q }),
    ...(order && order !== 'newest' && { order }),
    ...(cursor && { cursor }),
  };
  const query = new URLSearchParams(wanted).toString();
  return query ? `${searchPath}?${query}` : searchPath;
}

export const roomPath = (address: string): string => `/chat/${encodeURIComponent(address)}`;

/** Everybody; of those whose name has `q`, and after somebody. */
export function peopleListPath({ q, after }: { q?: string | undefined; after?: number } = {}): string {
  const query = new URLSearchParams({ ...(q && { q }), ...(after && { after: `${after}` }) }).toString();
  return query ? `/people?${query}` : '/people';
}

/** Where somebody comes in by an invitation. */
export const invitePath = (code: string): string => `/invite/${encodeURIComponent(code)}`;

/** The invitations into a room, for whoever looks after it. */
export const roomInvitationsPath = (address: string): string => `${roomPath(address)}/invitations`;

/** How its reader is told of a room, and the way out of it. */
export const roomSettingsPath = (address: string): string => `${roomPath(address)}/settings`;
/** Where a form says what a keeper does about one of the room's people. */
export const keepMemberPath = (address: string): string => `${roomPath(address)}/keep`;
/** The way to a day of a room. */
export const roomJumpPath = (address: string): string => `${roomPath(address)}/jump`;

/** Who belongs to a room. */
export const roomPeoplePath = (address: string): string => `${roomPath(address)}/people`;

/** What was sent into a room beside texts. */
export const roomFilesPath = (address: string): string => `${roomPath(address)}/files`;

/** What is pinned in a room; `before`: the page of what is older. */
export const roomPinsPath = (address: string, before?: number): string =>
  `${roomPath(address)}/pins${before === undefined ? '' : `?before=${before}`}`;

/** Those of one kind, of somebody, of some time; `view` is `list` for a list in place of the grid. */
export function filesListPath(address: string, wanted: Record<string, string | number | undefined>): string {
  const given = Object.entries(wanted).flatMap(([name, value]): [string, string][] =>
    value ? [[name, String(value)]] : [],
  );
  const query = new URLSearchParams(given).toString();
  return roomFilesPath(address) + (query && `?${query}`);
}

/** The devices on which one is called. */
export const devicesPath = '/account/devices';

/** Somebody's picture, for faces of lists and messages. */
export const facePath = (userId: number, picture: string): string =>
  `/people/${userId}/picture/${picture}-96.webp`;

/** Somebody, for whoever wants to know who that is. */
export const personPath = (username: string): string => `/people/${encodeURIComponent(username)}`;
/** The room with an answer to one message begun, for whoever has no scripts; relative to any page of the room. */
export const replyPath = (seq: number): string => `?reply=${seq}#text`;

/** A thread, by the place of the message that began it, or of any other in it, beside the room. */
export const threadPath = (address: string, seq: number): string => `${roomPath(address)}/thread/${seq}`;

/** The room opened around one message, with that message in view. */
export const messagePath = (address: string, seq: number): string => `${roomPath(address)}/${seq}#m${seq}`;

/** What a message said before it was edited. */
export const versionsPath = (address: string, seq: number): string => `${roomPath(address)}/${seq}/versions`;

/** Where a file is read; its name is there for whoever saves it. */
export function filePath({ id, name }: { id: number; name: string }, size?: 'thumb' | 'page'): string {
  const path = `/files/${id}/${encodeURIComponent(name)}`;
  return size ? `${path}?size=${size}` : path;
}

/** The same, to be saved and not shown. */
export const downloadPath = (file: { id: number; name: string }): string => `${filePath(file)}?download=1`;
