/** The fields of a room's form, as they are or as somebody typed them: views/room/room-fields.hbs. */
import { typed } from '../platform/http/forms.js';

export interface RoomFields {
  name: string;
  topic: string;
  access: string;
  posting: string;
  slowSeconds: number;
}

const accessChoices = [
  { value: 'public', label: 'Everybody on this server' },
  { value: 'private', label: 'Members only' },
  { value: 'admins', label: 'Administrators only' },
];

const postingChoices = [
  { value: 'everyone', label: 'Everybody who may read it' },
  { value: 'admins', label: 'Keepers and administrators' },
];

/** Seconds between two messages of one person. */
const paces = [0, 5, 10, 30, 60, 300, 900, 3_600];

const choose = (choices: { value: string; label: string }[], chosen: string) =>
  choices.map((choice) => ({ ...choice, isChosen: choice.value === chosen }));

/** `mayClose`: to all but administrators, which is theirs to do. */
export const roomFields = ({ name, topic, access, posting, slowSeconds }: RoomFields, mayClose = true) => ({
  name,
  topic,
  accesses: choose(
    accessChoices.filter(({ value }) => mayClose || value !== 'admins'),
    access,
  ),
  postings: choose(postingChoices, posting),
  paces: [...new Set([...paces, slowSeconds])]
    .sort((a, b) => a - b)
    .map((seconds) => ({ seconds, isChosen: seconds === slowSeconds })),
});

/** What a form says of a room, as `roomChange` takes it. */
export function sentRoom(body: unknown): unknown {
  const { slowSeconds, ...sent } = (body ?? {}) as Record<string, unknown>;
  return typeof slowSeconds === 'string' ? { ...sent, slowSeconds: Number(slowSeconds) } : sent;
}

/** What was typed; where a field was not sent, what it was before. */
export function typedRoom(body: unknown, before: RoomFields): RoomFields {
  const sent = (body ?? {}) as Record<string, unknown>;
  const field = (name: Exclude<keyof RoomFields, 'slowSeconds'>) =>
    name in sent ? typed(body, name) : before[name];
  return {
    name: field('name'),
    topic: field('topic'),
    access: field('access'),
    posting: field('posting'),
    slowSeconds: Number((sent.slowSeconds as string | undefined) ?? before.slowSeconds) || 0,
  };
}
