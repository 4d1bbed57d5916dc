/** Where people go when they did not ask for anything in particular. */
export const home = '/chat/';

/**
 * The path to go on to, if it lies within this site; else `home`. `//evil.example`, `/\evil.example`, a tab between the
 * slashes and `/.//evil.example` would all leave it: what counts is how a browser reads the address.
 */
export function pathWithinSite(input: unknown): string {
  if (typeof input !== 'string' || !input.startsWith('/') || input.length > 2000) return home;
  const base = 'http://this.site.invalid';
  if (!URL.canParse(input, base)) return home;
  const { origin, pathname, search, hash } = new URL(input, base);
  return origin === base && !/^\/[/\\]/.test(pathname) ? pathname + search + hash : home;
}
