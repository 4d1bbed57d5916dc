/** What views/search/hit.hbs shows of a message that was found. */
import { messagePath } from '../../../../shared/paths.js';
import { type Bearers, piecesInNamesOfNow } from '../../../../shared/rules/former-names.js';
import { fileLook } from '../../../../shared/rules/file-look.js';
import { markedPieces, type Piece } from '../../../../shared/rules/marked-pieces.js';
import type { HitView } from '../../../../shared/search.js';
import type { Standing } from '../../../rooms/standing.row.js';
import { inLineOfNow } from '../names-of-now.js';

/** Whom the reader ignores, and who is called in what was found by a name that they had. */
export interface ShownTo {
  ignored: number[];
  bearers: Bearers;
}

export const textsOfHits = (hits: HitView[]): (string | undefined)[] =>
  hits.flatMap(({ message, before, after }) => [message, ...before, ...after].map(({ text }) => text));

/** Pictures and other files of a hit that are shown. */
const mostPictures = 4;
const mostOthers = 3;

export function hitLook(
  { message, marks, before, after }: HitView,
  where: Pick<Standing, 'room' | 'peer'>,
  markName: (name: string) => Piece[],
  { ignored, bearers }: ShownTo,
) {
  const { id, seq, author, text = '', html, createdAt, files = [], kind, mentions = [] } = message;
  const looks = files.map((file) => ({ ...fileLook(file), pieces: markName(file.name) }));
  const isIgnored = ({ author: { id: whose } }: Pick<typeof message, 'author'>) => ignored.includes(whose);
  const nearLook = (lines: HitView['before']) =>
    lines.filter((near) => !isIgnored(near)).map((near) => inLineOfNow(near, bearers));
  const isShown = ({ isPicture, thumbHref }: (typeof looks)[number]) => isPicture && thumbHref;
  const pictures = looks.filter(isShown);
  return {
    ...{ id, author, createdAt, isFolded: isIgnored({ author }) },
    before: nearLook(before.slice(-1)),
    after: nearLook(after.slice(0, 1)),
    place: placeLook(where),
    href: messagePath(where.room.address, seq),
    isAction: kind === 'action',
    pieces: piecesInNamesOfNow(markedPieces({ text, marks, html }), bearers, mentions),
    pictures: pictures.slice(0, mostPictures),
    others: looks.filter((look) => !isShown(look)).slice(0, mostOthers),
  };
}

export const placeLook = ({ room: { name, access }, peer }: Pick<Standing, 'room' | 'peer'>) => ({
  name,
  peerId: peer?.id,
  picture: peer?.picture,
  isDirect: peer !== null,
  isClosed: access === 'private' || access === 'admins',
});
