import type { Role } from '../protocol/words.js';

/** Who a request or a socket belongs to. */
export interface SignedInUser {
  id: number;
  username: string;
  role: Role;
}
