import { z } from 'zod';

/** A seq in an address; what is no number asks for nothing. */
export const seqInAddress = z.coerce
  .number()
  .int()
  .positive()
  .max(Number.MAX_SAFE_INTEGER)
  .optional()
  .catch(undefined);
