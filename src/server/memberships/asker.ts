import { allowsAdministration, type SignedInUser } from '../platform/access/signed-in-user.js';

/** Who asks: their id, and whether they may act as an administrator if they are one (an API token may forbid it). */
export interface Asker {
  id: number;
  administers: boolean;
}

export const asker = (user: SignedInUser): Asker => ({
  id: user.id,
  administers: allowsAdministration(user),
});
