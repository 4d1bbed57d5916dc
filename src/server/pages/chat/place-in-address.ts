import { z } from 'zod';

/** Where a page begins, as its address says: the seq of a message, a place in a list. What is no number asks for nothing. */
export const placeInAddress = z.coerce
  .number()
  .int()
  .positive()
  .max(Number.MAX_SAFE_INTEGER)
  .optional()
  .catch(undefined);
