/** Notices with whoever is called in them by a name that they had, as far as each one's reader may know of them. */
import type { FormerNames } from '../presence/former-names.service.js';
import type { ClaimedRow } from './notices.repository.js';

export async function calledNow<Row extends ClaimedRow>(former: FormerNames, rows: Row[]): Promise<Row[]> {
  const texts = rows.map(({ user_id, text }) => ({ reader: { id: user_id }, texts: [text ?? undefined] }));
  const bearers = await former.inEach(texts);
  return rows.map((row, index) => ({ ...row, bearers: bearers[index]! }));
}
