/** What a message said before it was edited, for the template views/messages/versions.hbs. */
import type { VersionsView } from '../../shared/versions.js';

/** How many stand on a page. */
export const versionsShown = 20;

/** `path` is where the page is; its newest has no `before`. */
export function shownVersions(
  { versions, next, missing }: VersionsView,
  { path, before }: { path: string; before: number | undefined },
) {
  const isNewest = before === undefined;
  return {
    versions: versions.map((version, place) => ({
      ...version,
      isNow: isNewest && place === 0,
      isFirst: !version.changes && missing !== 'first',
    })),
    isOnly: isNewest && versions.length === 1 && missing === undefined,
    // Said once, where they end.
    missing: next === null ? missing : undefined,
    olderHref: next && `${path}?before=${next}`,
  };
}
