/** Who is here of a room, as its page shows them. */
import { roomPath } from '../../../shared/paths.js';
import { whoWord } from '../../../shared/rules/person-look.js';
import { viewOf } from '../../people/user-view.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import type { HereNow } from '../../presence/room-people.service.js';

/** The reader first: whoever has scripts is here in a moment, and nothing moves then. */
export function herePeople({ people, count, total }: HereNow, reader: SignedInUser, keeper: boolean) {
  const others = people.filter(({ id }) => id !== reader.id);
  const me = people.find(({ id }) => id === reader.id) ?? {
    ...viewOf(reader),
    role: reader.role,
    online: true,
    keeper,
  };
  return {
    myself: { ...me, isMe: true },
    hereNow: others.map((person) => ({
      keptAs: JSON.stringify([whoWord(person), person.role, person.keeper, person.status]),
      shows: () => ({ ...person, href: roomPath(`@${person.username}`) }),
    })),
    hereCount: Math.max(count, others.length + 1),
    peopleTotal: total,
    peopleMore: total > others.length + 1 || count > others.length + 1,
  };
}
