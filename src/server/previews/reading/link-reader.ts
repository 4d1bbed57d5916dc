/** Looks at where a link leads, by the guarded client: nothing of whoever reads the message is known there. */
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { Outgoing, type Read } from '../../platform/http/outgoing/outgoing.js';
import { typeOf } from '../../platform/http/outgoing/read-body.js';
import { readerName } from '../../platform/http/outgoing/reader-name.js';
import { decoded } from './decoded.js';
import type { Found } from './found.js';
import { type KnownSite, knownSite } from './known-sites.js';
import { factsOfPage } from './page-facts.js';
import { foundInSummary, foundOnPage, foundPicture } from './page-found.js';

/** What stood there; `bytes` are those of the picture that the link leads to. */
export interface Looked {
  found: Found | null;
  bytes?: Buffer;
}

/** Bytes. A page is read as far as this, a picture that has more is none. */
const mostOf = { page: 512 * 1024, picture: 5_000_000, summary: 64 * 1024 };

const isPage = (type: string) => type === 'text/html' || type === 'application/xhtml+xml';
const isPicture = (type: string) => type.startsWith('image/');

@Injectable()
export class LinkReader implements OnModuleDestroy {
  private readonly end = new AbortController();
  private readonly userAgent: string;

  constructor(
    @Inject(CONFIG) config: Pick<RunningConfig, 'PUBLIC_URL'>,
    private readonly outgoing: Outgoing,
  ) {
    this.userAgent = readerName(config.PUBLIC_URL);
  }

  /** Whoever waits for an answer does not keep the server from stopping. */
  onModuleDestroy(): void {
    this.end.abort();
  }

  get hasEnded(): boolean {
    return this.end.signal.aborted;
  }

  /** Rejects where nobody answers, or not in time, or where it leads is none of the web's. */
  async look(link: string): Promise<Looked> {
    const url = new URL(link);
    const known = knownSite(url);
    if (known?.summary !== undefined) return { found: await this.summary(url, known, known.summary) };
    const read = await this.read(link, 'text/html,application/xhtml+xml,image/*;q=0.9', (type) =>
      isPage(type) ? mostOf.page : isPicture(type) ? mostOf.picture : undefined,
    );
    if (!isThere(read)) return { found: null };
    if (!isPicture(typeOf(read.contentType))) return { found: pageIn(read, known) };
    return read.isWhole ? { found: foundPicture(new URL(read.url)), bytes: read.body } : { found: null };
  }

  /** Null where there is none, or one that is too large. */
  async picture(url: string): Promise<Buffer | null> {
    const read = await this.read(url, 'image/*', (type) => (isPicture(type) ? mostOf.picture : undefined));
    return isThere(read) && read.isWhole ? read.body : null;
  }

  private async summary(url: URL, known: KnownSite, address: string): Promise<Found | null> {
    const read = await this.read(address, 'application/json', (type) =>
      type === 'application/json' ? mostOf.summary : undefined,
    );
    return isThere(read) && read.isWhole ? foundInSummary(read.body.toString(), url, known) : null;
  }

  private read(url: string, accept: string, most: (type: string) => number | undefined): Promise<Read> {
    const headers = { 'user-agent': this.userAgent, accept, 'accept-language': 'en,*;q=0.5' };
    return this.outgoing.read({ url, headers, mostOf: most, signal: this.end.signal });
  }
}

const isThere = ({ status, body }: Read): boolean => status >= 200 && status < 300 && body.length > 0;

/** An issue that is not for everybody leads to a page for signing in: that is none of it. */
function pageIn({ url, contentType, body }: Read, known: KnownSite | undefined): Found | null {
  const address = new URL(url);
  if (known?.issue && knownSite(address)?.issue?.number !== known.issue.number) return null;
  return foundOnPage(factsOfPage(decoded(body, contentType)), address, known);
}
