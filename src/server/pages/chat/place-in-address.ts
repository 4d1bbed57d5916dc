import { z } from 'zod';
import { afterPlace } from '../../../shared/lists.js';

/** Where a page begins, as its address says: the seq of a message, a place in a list. What is no number asks for nothing. */
export const placeInAddress = z.coerce
  .number()
  .int()
  .positive()
  .max(Number.MAX_SAFE_INTEGER)
  .optional()
  .catch(undefined);

/** The same for a list that is not in the order of ids. */
export const placeInList = afterPlace.catch(undefined);
