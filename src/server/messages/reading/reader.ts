import { mayInspect, mayRead } from '../../memberships/rights.js';

/** Who reads: somebody to whom the room is open, or an administrator who looks into it as its inspector. */
export interface Reader {
  id: number;
  inspects: boolean;
}

/** SQL: whether the reader, `$1`, may read the room, `$2`. */
export const permissionOf = ({ inspects }: Reader): string =>
  inspects ? mayInspect('$1', '$2', 'true') : mayRead('$1', '$2');
