/** What comes over the wire for a first visit to a room, and for going to another one. */
import { type Figure, lowerIsBetter } from '../bench/lab/figures.js';
import { openTab, type Stage, type Tab } from './stage.js';

interface Asked {
  kind: string;
  path: string;
  /** Head and body as they were sent. */
  bytes: number;
}

/** The connection: Engine.IO's handshake, its upgrade and what it carries are no part of a page. */
const isConnection = ({ path }: Asked) => path.startsWith('/socket.io/');

export async function weigh(stage: Stage): Promise<Figure[]> {
  const tab = await openTab(stage);
  const asked = listen(tab, stage.samovar.url);
  await tab.page.goto(stage.rooms[0]!.path);
  await tab.page.locator('.people [data-user]').first().waitFor();
  await tab.page.waitForLoadState('networkidle');
  const visit = asked.splice(0);
  const files = visit.filter((each) => !isConnection(each));
  const { length } = asked;
  await tab.page.evaluate(clickOn(stage.rooms[1]!.path));
  await tab.page.locator(`#main[data-room="${stage.rooms[1]!.id}"] .message`).first().waitFor();
  await tab.page.waitForLoadState('networkidle');
  const change = asked.slice(length).filter((each) => !isConnection(each));
  await tab.close();
  const ofKind = (kind: string) => kilobytes(files.filter((each) => each.kind === kind));
  return [
    lowerIsBetter('first visit to a room: over the wire', kilobytes(files), 'kB', { must: 60 }),
    lowerIsBetter('first visit to a room: requests', files.length, '', { must: 5 }),
    lowerIsBetter('first visit to a room: page', ofKind('Document'), 'kB'),
    lowerIsBetter('first visit to a room: scripts', ofKind('Script'), 'kB'),
    lowerIsBetter('first visit to a room: styles', ofKind('Stylesheet'), 'kB'),
    lowerIsBetter('first visit to a room: connection, apart', kilobytes(visit.filter(isConnection)), 'kB'),
    lowerIsBetter('switch of rooms: over the wire', kilobytes(change), 'kB', { must: 8 }),
  ];
}

/** Without a pointer that rests on it before, for which the page would be fetched ahead. */
export const clickOn = (path: string) => `document.querySelector('#rooms a[href="${path}"]').click()`;

const kilobytes = (asked: Asked[]) => asked.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000;

function listen({ protocol }: Tab, url: string): Asked[] {
  const asked: Asked[] = [];
  const open = new Map<string, Asked>();
  protocol.on('Network.requestWillBeSent', ({ requestId, request, type = 'Other' }) =>
    open.set(requestId, { kind: type, path: request.url.slice(url.length), bytes: 0 }),
  );
  protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const one = open.get(requestId);
    if (one) asked.push({ ...one, bytes: encodedDataLength });
  });
  return asked;
}
