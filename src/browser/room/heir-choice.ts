/** Who looks after a room from then on, where its last keeper leaves. */
import type { RoomPeopleView } from '../../shared/presence.js';
import { askServer } from '../ui/api.js';
import { t } from '../ui/page-texts.js';

interface HeirChoice {
  field: HTMLElement;
  /** An id; empty: whoever has been there for longest. */
  chosen(): string;
}

/** Undefined where others keep it, too, or nobody else could. */
export async function heirChoice(roomId: number): Promise<HeirChoice | undefined> {
  const { members } = await askServer<RoomPeopleView>('GET', `/api/rooms/${roomId}/members?limit=100`);
  const others = members.filter(({ id, member }) => member && String(id) !== document.body.dataset.me);
  const heirs = others.filter(({ role, disabled }) => !disabled && role !== 'guest' && role !== 'bot');
  if (heirs.length === 0 || others.some(({ keeper }) => keeper)) return undefined;
  const field = document.createElement('label');
  field.className = 'field';
  field.textContent = t('Who looks after it from then on?');
  const select = field.appendChild(document.createElement('select'));
  select.append(new Option(t('Whoever has been here for longest'), ''));
  for (const { id, name } of heirs) select.append(new Option(name, String(id)));
  return { field, chosen: () => select.value };
}
