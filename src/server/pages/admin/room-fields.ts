/** The fields of a room's form, as they are or as somebody typed them: views/admin/room-fields.hbs. */
import { typed } from '../../platform/http/forms.js';

export interface RoomFields {
  name: string;
  topic: string;
  access: string;
  posting: string;
}

const accessChoices = [
  { value: 'public', label: 'Everybody on this server' },
  { value: 'private', label: 'Members only' },
  { value: 'admins', label: 'Administrators only' },
];

const postingChoices = [
  { value: 'everyone', label: 'Everybody who may read it' },
  { value: 'admins', label: 'Administrators only' },
];

const choose = (choices: { value: string; label: string }[], chosen: string) =>
  choices.map((choice) => ({ ...choice, isChosen: choice.value === chosen }));

export const roomFields = ({ name, topic, access, posting }: RoomFields) => ({
  name,
  topic,
  accesses: choose(accessChoices, access),
  postings: choose(postingChoices, posting),
});

/** What was typed; where a field was not sent, what it was before. */
export function typedRoom(body: unknown, before: RoomFields): RoomFields {
  const sent = (body ?? {}) as Record<string, unknown>;
  const field = (name: keyof RoomFields) => (name in sent ? typed(body, name) : before[name]);
  return {
    name: field('name'),
    topic: field('topic'),
    access: field('access'),
    posting: field('posting'),
  };
}
