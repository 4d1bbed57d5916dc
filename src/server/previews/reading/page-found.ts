/** What of a page is shown below a message. */
import { cleanText } from './clean-text.js';
import type { Found } from './found.js';
import { issueTitle, type KnownSite } from './known-sites.js';
import type { PageFacts } from './page-facts.js';

const longest = { title: 200, description: 300, site: 60 };

/** An address is kept whole or not at all. */
export const longestUrl = 2_000;

/** `url` is where the page stands. Null where it says nothing of itself. */
export function foundOnPage({ title, meta, base }: PageFacts, url: URL, known?: KnownSite): Found | null {
  const first = (...names: string[]) =>
    names.map((name) => meta.get(name)).find((value) => value !== undefined);
  const said = cleanText(first('og:title', 'twitter:title') ?? title, longest.title);
  const description = cleanText(
    first('og:description', 'twitter:description', 'description'),
    longest.description,
  );
  const picture = first(
    'og:image:secure_url',
    'og:image',
    'og:image:url',
    'twitter:image',
    'twitter:image:src',
  );
  const isVideo = first('og:type')?.toLowerCase().startsWith('video') ?? false;
  const found: Found = { kind: isVideo ? 'video' : 'page', ...shown(known) };
  const shownTitle = said && known?.issue ? issueTitle(said, known.issue.number) : said;
  if (shownTitle) found.title = shownTitle;
  if (description && description !== said) found.description = description;
  found.site = cleanText(first('og:site_name'), longest.site) ?? siteOf(url);
  const address = picture && onWeb(picture, base === undefined ? url : (onWeb(base, url) ?? url));
  if (address) found.picture = { url: address.href };
  return found.title || found.picture ? found : null;
}

/** A short answer about a video, as oEmbed words it; what it says is somebody's, too. */
export function foundInSummary(json: string, url: URL, known: KnownSite): Found | null {
  const { title, author_name, provider_name, thumbnail_url } = read(json);
  const found: Found = { kind: 'video', ...shown(known) };
  found.site = cleanText(provider_name, longest.site) ?? siteOf(url);
  const [shownTitle, author] = [cleanText(title, longest.title), cleanText(author_name, longest.description)];
  if (shownTitle) found.title = shownTitle;
  if (author) found.description = author;
  const picture = thumbnail_url && onWeb(thumbnail_url, url);
  if (picture) found.picture = { url: picture.href };
  return found.title ? found : null;
}

/** A link that leads to a picture itself. */
export function foundPicture(url: URL): Found {
  const name = cleanText(nameIn(url.pathname), longest.title);
  return { kind: 'picture', ...(name && { title: name }), site: siteOf(url), picture: { url: url.href } };
}

const shown = ({ kind, player, issue }: Partial<KnownSite> = {}) => ({
  ...(kind && { kind }),
  ...(player && { player }),
  ...(issue && { issue }),
});

const siteOf = ({ hostname }: URL): string => hostname.replace(/^www\./, '').slice(0, longest.site);

function nameIn(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Neither `data:` nor `javascript:`, nor one with a password in it. */
function onWeb(address: string, from: URL): URL | undefined {
  if (address.length > longestUrl || !URL.canParse(address.trim(), from.href)) return undefined;
  const url = new URL(address.trim(), from);
  const isOfWeb = /^https?:$/.test(url.protocol) && !url.username && !url.password;
  return isOfWeb && url.href.length <= longestUrl ? url : undefined;
}

/** The texts of an object; of anything else none. */
function read(json: string): Record<string, string | undefined> {
  try {
    const given: unknown = JSON.parse(json);
    const texts = Object.entries(given ?? {}).filter(([, value]) => typeof value === 'string');
    return Object.fromEntries(texts);
  } catch {
    return {};
  }
}
