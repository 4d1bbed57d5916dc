/** Who looks after a room from then on, where its last keeper leaves. */
import type { HeirsView } from '../../shared/memberships.js';
import { PeoplePicker } from '../people/people-picker.js';
import { askServer } from '../ui/api.js';
import { t } from '../ui/page-texts.js';

interface HeirChoice {
  field: HTMLElement;
  /** An id; undefined: whoever has been there for longest. Rejects for a name that nobody has. */
  chosen(): Promise<number | undefined>;
}

/** Undefined where others keep it, too, or nobody else could. */
export async function heirChoice(roomId: number): Promise<HeirChoice | undefined> {
  const path = `/api/rooms/${roomId}/heirs`;
  const { kept, people: first } = await askServer<HeirsView>('GET', path);
  if (kept || first.length === 0) return undefined;
  const find = (name: string) => askServer<HeirsView>('GET', `${path}?query=${encodeURIComponent(name)}`);
  const picker = new PeoplePicker(t('Who looks after it from then on?'), {
    ...{ first, isOne: true, placeholder: t('Whoever has been here for longest') },
    find: async (name) => (await find(name)).people,
    nobody: (name) => t('Nobody who could keep this room is called {{name}}.', { name }),
  });
  return {
    field: picker.element,
    chosen: async () => {
      await picker.settled();
      return picker.userIds[0];
    },
  };
}
