/** The elements of the room's page, found once. */
const byId = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;

export class PageElements {
  readonly main = byId('main');
  readonly log = byId('log');
  readonly scrollBox = byId('log-scroll');
  readonly edges = { older: byId('older'), newer: byId('newer') };
  readonly unreadBar = byId('unread-bar');
  readonly toNow = { link: byId('new-button'), label: byId('new-count'), end: byId('log-end') };
  readonly wayBack = byId('way-back');
  readonly empty = document.getElementById('empty');
  readonly commands = byId('commands');
  readonly heading = byId('room-name');
  readonly topic = byId('topic');
  /** Where whoever only looks comes in; missing in a conversation. */
  readonly joinBar = document.getElementById('join-bar');
  /** Missing where the reader may not write. */
  readonly form = document.getElementById('composer') as HTMLFormElement | null;
  readonly field = document.getElementById('text') as HTMLTextAreaElement | null;
  readonly people = byId('people');
  readonly waiting = byId('waiting');
  readonly status = byId('status');
  readonly typing = byId('typing');
}
