import type { Response } from 'express';

/**
 * Calls `work` once the answer has been taken or its reader has gone, and at once where they have gone already: `close` is told of
 * only once, and whoever begins something after a look into the database may come too late for it.
 */
export function onceClosed(response: Response, work: () => void): void {
  // An answer behind another one of the same connection knows nothing of its end.
  if (response.closed || response.req.socket.destroyed) work();
  else response.once('close', work);
}
