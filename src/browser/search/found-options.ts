/** Messages and files that were found, as rows of a list to choose from. */
import { messagePath, searchListPath } from '../../shared/paths.js';
import { fileLook } from '../../shared/rules/file-look.js';
import { markedPieces, oneLine } from '../../shared/rules/marked-pieces.js';
import type { HitView, SearchView } from '../../shared/search.js';
import { piecesInNamesOfNow } from '../people/former-names.js';
import type { Option } from '../ui/options.js';
import { number, t } from '../ui/page-texts.js';
import { markedName } from './marked-name.js';
import { renderFound } from './templates.js';
import { mostFound, ofFiles } from './word-search.js';

/** Of one kind: the newest, and where all of them are. */
export interface FoundSection {
  title: string;
  /** As people read it. */
  count: string;
  /** Of the list that has them all. */
  href: string;
  isWhole: boolean;
  rows: FoundRow[];
}

interface FoundRow {
  key: string;
  /** Of the message. */
  href: string;
  shows: Node;
}

export function foundMessages(typed: string, found: SearchView): FoundSection {
  const rows = placed(found).map(({ hit, place, href }) => {
    const { author, createdAt, text = '', html, files = [], mentions = [] } = hit.message;
    // What has no words was found by the name of its file.
    const pieces = text
      ? piecesInNamesOfNow(markedPieces({ text, html, marks: hit.marks }, oneLine), mentions)
      : markedName(files[0]?.name ?? '', typed);
    const isVoice = text === '' && files[0]?.kind === 'voice';
    return { key: href, href, shows: renderFound.message({ author, createdAt, place, pieces, isVoice }) };
  });
  return { title: t('Messages'), count: countOf(found), href: searchListPath(typed), isWhole: false, rows };
}

export function foundFiles(typed: string, found: SearchView): FoundSection {
  const carried = placed(found).flatMap(({ hit, place, href }) => {
    const { createdAt, files = [] } = hit.message;
    return files.map((file) => ({ ...fileLook(file), createdAt, place, messageHref: href }));
  });
  const rows = carried.slice(0, mostFound).map((look) => ({
    key: look.href,
    href: look.messageHref,
    shows: renderFound.file({ ...look, pieces: markedName(look.name, typed) }),
  }));
  const isAll = found.next === null;
  return {
    title: t('Files'),
    count: isAll ? number(carried.length) : countOf(found),
    href: searchListPath(ofFiles(typed)),
    isWhole: isAll && carried.length <= mostFound,
    rows,
  };
}

/** As options: the first leads to all, where there are more. */
export function optionsOf(
  { title, count, href, isWhole, rows }: FoundSection,
  go: (href: string) => void,
): Option[] {
  const all: Option = {
    text: `${t('All')} ${count}`,
    key: href,
    section: title,
    isBesideTitle: true,
    take: () => go(href),
  };
  const options = rows.map((row) => ({
    text: row.shows,
    key: row.key,
    section: title,
    take: () => go(row.href),
  }));
  return isWhole ? options : [all, ...options];
}

/** With where they were said. */
const placed = ({ hits, rooms }: SearchView): { hit: HitView; place: string; href: string }[] =>
  hits.flatMap((hit) => {
    const { roomId, seq } = hit.message;
    const room = rooms.find((each) => each.room.id === roomId)?.room;
    return room ? [{ hit, place: room.name, href: messagePath(room.address, seq) }] : [];
  });

const countOf = ({ total, isCounted }: SearchView): string => `${isCounted ? '' : '≈ '}${number(total)}`;
