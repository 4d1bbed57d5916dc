/** The mail about what somebody missed. */
import { activityPath, lobbyPath, messagePath, savedPath } from '../../shared/paths.js';
import { covered } from '../../shared/rules/covered.js';
import { type Translate, translator } from '../platform/languages/i18n.js';
import { toldByRoom } from '../platform/languages/told-by-room.js';
import { written } from '../platform/mailing/letters.js';
import { clock } from '../platform/rendering/time-text.js';
import { type MissedRow, textLength } from './digests.repository.js';

interface Digest {
  username: string;
  language: string;
  missed: MissedRow[];
  /** The whole address of a page. */
  link: (path: string) => string;
  endsAt: string;
  serverName: string;
}

/** Of what is hidden the mail tells how much it is, and nothing of what, by whom or where: an address of a room would tell its name. */
export function digestLetter({ username, language, missed, link, endsAt, serverName }: Digest) {
  const t = translator(language);
  const { total, hidden } = missed[0]!;
  const shown = hidden ? [] : missed;
  const server = new URL(link('/')).host;
  return written('digest', language, {
    subject: t('{{count}} messages for you', { count: total }),
    entries: shown.map((row) => entry(row, { t, language, link })),
    more:
      hidden || total === shown.length ? undefined : t('And {{count}} more', { count: total - shown.length }),
    action: {
      label: t('Open {{server}}', { server: serverName }),
      href: link(hidden ? activityPath : lobbyPath),
    },
    why: t('You get this mail because you, {{username}}, were away from {{server}} for a while.', {
      username,
      server,
    }),
    endsAt,
    serverName,
  });
}

type Said = (t: Translate, values: { author: string; room: string }) => string;

const sentences: Partial<Record<MissedRow['kind'], Said>> = {
  mention: (t, values) => t('{{author}} mentioned you in {{room}}', values),
  answer: (t, values) => t('{{author}} answered you in {{room}}', values),
};
const privately: Said = (t, { author }) => t('{{author}} wrote to you privately', { author });

const reminded: Said = (t, { author }) => t('You wanted to be reminded of what {{author}} wrote', { author });

function entry(row: MissedRow, { t, language, link }: Pick<Digest, 'language' | 'link'> & { t: Translate }) {
  const { kind, author, access, room, seq, at, text, about } = row;
  const isDirect = access === 'direct' || room === null;
  const isReminder = kind === 'reminder';
  const say = isReminder ? reminded : ((isDirect ? undefined : sentences[kind]) ?? privately);
  return {
    said: say(t, { author, room: room ?? '' }),
    at: clock.write(at, 'since', language),
    text: about ? toldByRoom(author, about, t) : covered(text, textLength),
    // It may be their own: then the author is not the other one of the conversation.
    href: link(isReminder && isDirect ? savedPath() : messagePath(isDirect ? `@${author}` : room, seq)),
  };
}
