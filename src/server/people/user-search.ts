import { numberArray } from '../platform/postgres/number-array.js';
import { isNamed } from './naming.js';
import type { Role } from '../../shared/people.js';

export interface UserFilter {
  /** Part of the canonical key. */
  key?: string | undefined;
  role?: Role | undefined;
  state?: 'active' | 'disabled' | undefined;
  /** Their ids. */
  among?: number[] | undefined;
}

/**
 * A statement that finds people in the order in which they came, those after an id, and its values. Features that know more
 * of a person ask for more columns of `users u`; one text per set of filters, so that each is planned for itself.
 */
export function selectUsers(
  columns: string,
  { key, role, state, among }: UserFilter,
  after: number,
  limit: number,
): [text: string, values: unknown[]] {
  const values: unknown[] = [after, limit];
  const conditions = ['u.id > $1', 'u.erased_at is null'];
  if (key !== undefined) conditions.push(isNamed('u', `$${values.push(key)}`));
  if (role !== undefined) conditions.push(`u.role = $${values.push(role)}`);
  if (among !== undefined) conditions.push(`u.id = any($${values.push(numberArray(among))}::bigint[])`);
  if (state !== undefined)
    conditions.push(`u.deactivated_at is ${state === 'disabled' ? 'not null' : 'null'}`);
  return [`select ${columns} from users u where ${conditions.join(' and ')} order by u.id limit $2`, values];
}
