import type { Request } from 'express';

/** Whether the address of a file holds the hash of its content, behind it or in its name: it leads to that content for ever. */
export const isVersioned = ({ path, query }: Pick<Request, 'path' | 'query'>): boolean =>
  typeof query.v === 'string' || /-[A-Z0-9]{8}\.\w+$/.test(path);
