import type { Request } from 'express';

/** The form that brings the picture of an emoji; of nobody else is one read. */
export const takesEmoji = ({ method, path, user }: Request): boolean =>
  method === 'POST' && path === '/admin/emoji' && user?.role === 'admin';
