/** What the templates of this product may call beside the helpers of every page: how a person looks. */
import { personPath } from '../../shared/paths.js';
import { initials, tint } from '../../shared/rules/person-look.js';
import type { Helpers } from '../platform/rendering/view-helpers.js';

export const pageHelpers: Helpers = {
  initials: (name: string) => initials(name),
  tint: (id: number) => tint(id),
  /** Where somebody's name leads. */
  personPath: (username: string) => personPath(username),
};
