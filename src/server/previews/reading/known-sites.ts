/** Sites whose pages are shown better than by what they say of themselves. */
import type { Found } from './found.js';

export interface KnownSite extends Pick<Found, 'kind' | 'player' | 'issue'> {
  /** What is read in place of the page: a short answer in oEmbed's words, where the page itself is long. */
  summary?: string;
}

const issuePaths = [
  // GitLab, on any host.
  /^\/(?<repository>[\w.-]+(?:\/[\w.-]+){1,6})\/-\/(?:issues|merge_requests|work_items)\/(?<number>\d{1,9})(?:\/|$)/,
  // GitHub, Gitea, Forgejo.
  /^\/(?<repository>[\w.-]+\/[\w.-]+)\/(?:issues|pulls?)\/(?<number>\d{1,9})(?:\/|$)/,
];

const youtubeHosts = new Set(['www.youtube.com', 'youtube.com', 'm.youtube.com', 'music.youtube.com']);
const youtubeId = /^[\w-]{11}$/;

/** By the address alone; undefined for any other site. */
export function knownSite(url: URL): KnownSite | undefined {
  return video(url) ?? issue(url);
}

function issue({ pathname }: URL): KnownSite | undefined {
  for (const path of issuePaths) {
    const { repository, number } = path.exec(pathname)?.groups ?? {};
    if (repository && Number(number) > 0)
      return { kind: 'issue', issue: { repository, number: Number(number) } };
  }
  return undefined;
}

function video(url: URL): KnownSite | undefined {
  const id = youtubeVideo(url);
  if (id)
    return {
      kind: 'video',
      player: `https://www.youtube-nocookie.com/embed/${id}`,
      summary: `https://www.youtube.com/oembed?format=json&url=${encodeURIComponent(`https://www.youtube.com/watch?v=${id}`)}`,
    };
  const [, vimeo] =
    /^(?:www\.|player\.)?vimeo\.com\/(?:video\/)?(\d{5,12})(?:\/|$)/.exec(url.host + url.pathname) ?? [];
  if (vimeo)
    return {
      kind: 'video',
      player: `https://player.vimeo.com/video/${vimeo}?dnt=1`,
      summary: `https://vimeo.com/api/oembed.json?url=${encodeURIComponent(`https://vimeo.com/${vimeo}`)}`,
    };
  return undefined;
}

function youtubeVideo({ host, pathname, searchParams }: URL): string | undefined {
  const id =
    host === 'youtu.be'
      ? pathname.slice(1)
      : youtubeHosts.has(host)
        ? (searchParams.get('v') ?? /^\/(?:shorts|live|embed)\/([\w-]+)/.exec(pathname)?.[1])
        : undefined;
  return id !== undefined && youtubeId.test(id) ? id : undefined;
}

/** The title of an issue without what its site puts around it. */
export const issueTitle = (title: string, number: number): string =>
  title
    .replace(new RegExp(`^#${number} [-–] `), '')
    .replace(new RegExp(` · (?:Issue|Pull Request|Discussion) #${number} · .*$`), '')
    .replace(new RegExp(` \\([#!]${number}\\)(?: · .*)?$`), '')
    .replace(/ · (?:GitHub|GitLab)$/, '');
