import type { Scope } from '../../../shared/tokens.js';
import type { Role } from '../../../shared/people.js';

/** Who a request or a socket belongs to. */
export interface SignedInUser {
  id: number;
  username: string;
  /** What they are shown as (people/user-view.ts), of whoever has a session or a token. */
  name?: string;
  picture?: string | null;
  bot?: boolean;
  /** By an API token without the scope `admin` whoever may more than a member is one. */
  role: Role;
  /** Network address that the request came from. */
  address?: string;
  /** What the API token allows by which the person is signed in; not there with a session, which allows everything. */
  scope?: Scope;
  /** Of the API token by which the person is signed in. */
  tokenId?: number;
}

/** False for an API token that does not allow what only administrators may do. Whether somebody is one, the database says. */
export const allowsAdministration = ({ scope }: SignedInUser): boolean =>
  scope === undefined || scope === 'admin';

/** The same with the role that the database says they have now. */
export const withRole = <User extends SignedInUser>(user: User, role: Role): User => ({
  ...user,
  role: allowsAdministration(user) ? role : unraised(role),
});

/** For who may not use what they may more than a member. */
export const unraised = (role: Role): Role => (role === 'admin' || role === 'moderator' ? 'member' : role);
