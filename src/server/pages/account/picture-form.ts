import type { Request } from 'express';

/** The form that brings somebody's picture; of nobody who is not signed in is one read. */
export const takesPicture = ({ method, path, user }: Request): boolean =>
  method === 'POST' && path === '/account/you/picture' && user !== undefined;
