/** What whoever looks after a room does about one person there: asked in a dialog, done, and said. */
import { limits } from '../../shared/limits.js';
import type { StandingInRoom } from '../../shared/room-peace.js';
import { askServer, sentenceOf } from '../ui/api.js';
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';
import { ask } from '../ui/question.js';

interface Person {
  id: number;
  name: string;
}

interface Doing {
  title: string;
  about: string;
  does: string;
  done: string;
  isDangerous?: boolean;
  /** Hours; null for good. */
  lasts?: number | null;
  isWithReason?: boolean;
  request: (path: string, id: number, body: object) => [method: string, path: string, body?: unknown];
}

const silence: Doing['request'] = (room, id, body) => ['PUT', `${room}/members/${id}/silence`, body];
const ban: Doing['request'] = (room, id, body) => ['PUT', `${room}/bans/${id}`, body];

const doings = (person: Person, room: string): Record<string, Doing> => {
  const names = { name: person.name, room };
  const quiet = (lasts: number, title: string): Doing => ({
    title,
    ...{ lasts, isWithReason: true, request: silence, does: t('Silence them') },
    about: t('{{name}} writes nothing in {{room}} until then, and reads on.', names),
    done: t('{{name}} is silent in {{room}} for a while.', names),
  });
  const out = (lasts: number | null, title: string): Doing => ({
    title,
    ...{ lasts, isWithReason: true, isDangerous: true, request: ban, does: t('Ban them') },
    about:
      lasts === null
        ? t('{{name}} is out of {{room}} at once, for good.', names)
        : t('{{name}} is out of {{room}} at once, and does not come back until then.', names),
    done: t('{{name}} is banned from {{room}}.', names),
  });
  const keep = (isOn: boolean): Omit<Doing, 'title' | 'about' | 'done'> => ({
    does: isOn ? t('Make them a keeper') : t('Make them a keeper no more'),
    request: (path, id) => [isOn ? 'PUT' : 'DELETE', `${path}/keepers/${id}`],
  });
  return {
    keeper: {
      ...keep(true),
      title: t('Make them a keeper'),
      about: t('Keepers invite, remove, rename and keep the peace in {{room}}.', names),
      done: t('{{name}} is a keeper of {{room}} now.', names),
    },
    unkeeper: {
      ...keep(false),
      title: t('Make them a keeper no more'),
      about: t('{{name}} stays a member of {{room}}.', names),
      done: t('{{name}} is a keeper of {{room}} no more.', names),
    },
    silence_hour: quiet(1, t('Silence them for an hour')),
    silence_day: quiet(24, t('Silence them for a day')),
    speak: {
      title: t('Let them write again'),
      about: t('{{name}} may write in {{room}} again.', names),
      does: t('Let them write again'),
      done: t('{{name}} may write in {{room}} again.', names),
      request: (path, id) => silence(path, id, { until: null }),
    },
    remove: {
      title: t('Remove them from the room'),
      about: t('{{name}} is out of {{room}} at once. Whoever may enter it may come back.', names),
      does: t('Remove them'),
      done: t('{{name}} is not in {{room}} any more.', names),
      isDangerous: true,
      request: (path, id) => ['DELETE', `${path}/members/${id}`],
    },
    ban_day: out(24, t('Ban them for a day')),
    ban_week: out(168, t('Ban them for a week')),
    ban: out(null, t('Ban them for good')),
  };
};

/** `closed`: whatever came of it. */
export function moderate(what: string, person: Person, { room }: StandingInRoom, closed: () => void): void {
  const doing = doings(person, room.name)[what];
  if (!doing) return;
  const { title, about, does, done, lasts, isDangerous = false, isWithReason } = doing;
  const reason = isWithReason ? reasonField() : undefined;
  const work = async () => {
    const until = typeof lasts === 'number' ? new Date(Date.now() + lasts * 3_600_000).toISOString() : null;
    const given = reason?.input.value.trim();
    const body = { until, ...(given && { reason: given }) };
    await askServer(...doing.request(`/api/rooms/${room.id}`, person.id, body));
    say(done);
  };
  const more = reason && { more: reason.label };
  ask({ title, about, does, isDangerous, ...more, work, sentenceOf }).addEventListener('close', closed);
}

function reasonField(): { label: HTMLLabelElement; input: HTMLInputElement } {
  const label = document.createElement('label');
  label.className = 'field';
  const input = document.createElement('input');
  Object.assign(input, { name: 'reason', maxLength: limits.reasonLength, dir: 'auto', autocomplete: 'off' });
  label.append(t('Why? For the audit log'), input);
  return { label, input };
}
