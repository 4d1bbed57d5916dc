/** Making a room is asked about, and can be taken back while the room is empty. */
import { limits } from '../../shared/limits.js';
import type { RoomView } from '../../shared/rooms.js';
import { lobbyPath, roomPath } from '../../shared/paths.js';
import { PeoplePicker } from '../people/people-picker.js';
import { askServer, sentenceOf } from '../ui/api.js';
import { isolated } from '../ui/isolated.js';
import { say } from '../ui/passing-notice.js';
import { t } from '../ui/page-texts.js';
import { ask } from '../ui/question.js';

/** `go` leads to a page of the chat, and resolves once it is shown. */
type Go = (href: string) => void;

/** Asks, makes the room, and goes there. */
export function askToMake(wanted: string, go: Go): void {
  const { element, name, topic, access, people } = fields(wanted);
  const before = location.pathname;
  const make = async () => {
    await people.settled();
    const made = { name: name(), topic: topic(), access: access() };
    const room = await askServer<RoomView>('POST', '/api/rooms', made);
    const { userIds } = people;
    // Whoever cannot be brought in is told of in the room, which is there.
    if (userIds.length > 0)
      await askServer('POST', `/api/rooms/${room.id}/members`, { userIds }).catch((error: unknown) =>
        say(sentenceOf(error)),
      );
    go(roomPath(room.address));
    say(t('{{name}} is there', { name: isolated(room.name) }), {
      label: t('Undo'),
      work: () => void takeBack(room, go, before),
    });
  };
  ask({
    title: t('Make a room called {{name}}?', { name: isolated(wanted) }),
    about: t('There is no room of this name yet.'),
    does: t('Make the room'),
    more: element,
    work: make,
    sentenceOf,
  });
}

async function takeBack({ id }: RoomView, go: Go, before: string): Promise<void> {
  try {
    await askServer('DELETE', `/api/rooms/${id}`);
    go(before.startsWith(lobbyPath) ? before : lobbyPath);
  } catch (error) {
    say(sentenceOf(error));
  }
}

/** The name may be mended; whatever is made is open to everybody unless its maker says otherwise. */
function fields(wanted: string) {
  const element = document.createElement('div');
  element.className = 'making';
  const field = element.appendChild(document.createElement('label'));
  field.className = 'field';
  field.append(t('Name'));
  const input = field.appendChild(document.createElement('input'));
  Object.assign(input, { value: wanted, maxLength: limits.roomNameLength, required: true, dir: 'auto' });
  const about = element.appendChild(document.createElement('label'));
  about.className = 'field';
  about.append(t('Topic'));
  const topic = about.appendChild(document.createElement('input'));
  Object.assign(topic, { maxLength: limits.topicLength, dir: 'auto' });
  const choices = element.appendChild(document.createElement('fieldset'));
  const accesses = {
    public: t('Public: everybody sees it and may come in'),
    private: t('Private: only those who are brought in'),
  };
  for (const [value, text] of Object.entries(accesses)) {
    const label = choices.appendChild(document.createElement('label'));
    label.className = 'choice';
    const choice = label.appendChild(document.createElement('input'));
    Object.assign(choice, { type: 'radio', name: 'access', value, checked: value === 'public' });
    label.append(text);
  }
  const people = new PeoplePicker(t('Who is in from the first?'));
  element.append(people.element);
  return {
    element,
    people,
    name: () => input.value,
    topic: () => topic.value,
    access: () => choices.querySelector<HTMLInputElement>(':checked')!.value,
  };
}
