import type { Request } from 'express';

/** The form that brings the server's logo; of nobody else is one read. */
export const takesLogo = ({ method, path, user }: Request): boolean =>
  method === 'POST' && path === '/admin/settings/logo' && user?.role === 'admin';
