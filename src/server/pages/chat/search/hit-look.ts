/** What views/search/hit.hbs shows of a message that was found. */
import { messagePath } from '../../../../shared/paths.js';
import { fileLook } from '../../../../shared/rules/file-look.js';
import { markedPieces, type Piece } from '../../../../shared/rules/marked-pieces.js';
import type { HitView } from '../../../../shared/search.js';
import type { Standing } from '../../../rooms/standing.row.js';

/** Pictures and other files of a hit that are shown. */
const mostPictures = 4;
const mostOthers = 3;

export function hitLook(
  { message, marks, before, after }: HitView,
  where: Pick<Standing, 'room' | 'peer'>,
  markName: (name: string) => Piece[],
  ignored: number[],
) {
  const { id, seq, author, text = '', html, createdAt, files = [], kind } = message;
  const looks = files.map((file) => ({ ...fileLook(file), pieces: markName(file.name) }));
  const isIgnored = ({ author: { id: whose } }: Pick<typeof message, 'author'>) => ignored.includes(whose);
  const isShown = ({ isPicture, thumbHref }: (typeof looks)[number]) => isPicture && thumbHref;
  const pictures = looks.filter(isShown);
  return {
    ...{ id, author, createdAt, isFolded: isIgnored({ author }) },
    before: before.slice(-1).filter((near) => !isIgnored(near)),
    after: after.slice(0, 1).filter((near) => !isIgnored(near)),
    place: placeLook(where),
    href: messagePath(where.room.address, seq),
    isAction: kind === 'action',
    pieces: markedPieces({ text, marks, html }),
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
