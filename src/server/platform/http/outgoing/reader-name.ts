import { version } from '../../../config/version.js';

/** How the server names itself to those whose pages it reads. */
export const readerName = (publicUrl?: string): string =>
  `Samovar/${version}${publicUrl === undefined ? '' : ` (+${publicUrl})`}`;

/** Whether this server, or another of its kind, reads a page of ours to show what a link leads to. */
export const isReader = (userAgent: string | undefined): boolean =>
  userAgent?.startsWith('Samovar/') ?? false;
