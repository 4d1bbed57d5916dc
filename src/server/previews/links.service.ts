/** What links lead to, remembered: the same link in a hundred messages is asked for once. */
import { Injectable, Logger } from '@nestjs/common';
import { type KeptPicture, PreviewPictures } from '../files/keeping/preview-pictures.service.js';
import type { Owner } from '../files/keeping/shown-pictures.repository.js';
import { PreviewsRepository } from './previews.repository.js';
import type { Found } from './reading/found.js';
import { type Looked, LinkReader } from './reading/link-reader.js';

/** Seconds for which something is remembered: what was found, that nothing was, and that nobody answered. */
const remembered = { found: 86_400, nothing: 3_600, failure: 600 };

export interface Shown {
  found: Found | null;
  /** Its picture, kept for whoever asked. */
  kept: KeptPicture | null;
}

@Injectable()
export class Links {
  private readonly logger = new Logger(Links.name);

  constructor(
    private readonly repository: PreviewsRepository,
    private readonly reader: LinkReader,
    private readonly pictures: PreviewPictures,
  ) {}

  /** What is shown of a link, with its picture as a file of this message. */
  async find(link: string, owner: Owner): Promise<Shown> {
    const url = canonical(link);
    const known = await this.repository.find(url);
    const { found, bytes } = known === undefined ? await this.look(url) : { found: known };
    if (!found?.picture) return { found, kept: null };
    return { found, kept: await this.orNull(this.keep(url, found.picture, owner, bytes)) };
  }

  letGo({ picture }: KeptPicture): Promise<void> {
    return this.pictures.drop(picture.id);
  }

  private async look(url: string): Promise<Looked> {
    const looked = await this.orNull(this.reader.look(url));
    const seconds =
      looked === null ? remembered.failure : looked.found ? remembered.found : remembered.nothing;
    await this.repository.remember(url, looked?.found ?? null, seconds);
    return looked ?? { found: null };
  }

  private async keep(
    url: string,
    { url: address, sha256 }: NonNullable<Found['picture']>,
    owner: Owner,
    bytes: Buffer | undefined,
  ): Promise<KeptPicture | null> {
    const known = sha256 === undefined ? null : await this.pictures.again(owner, Buffer.from(sha256, 'hex'));
    if (known) return known;
    const read = bytes ?? (await this.orNull(this.reader.picture(address)));
    const kept = read && (await this.pictures.keep(owner, read));
    if (kept) await this.repository.rememberPicture(url, kept.sha256);
    // It is not asked for with each message anew.
    else await this.repository.forgetPicture(url);
    return kept;
  }

  /** Null where it fails; only not where that is because the server is about to stop: then somebody else looks. */
  private async orNull<Result>(looking: Promise<Result>): Promise<Result | null> {
    try {
      return await looking;
    } catch (error) {
      if (this.reader.hasEnded) throw error;
      this.logger.debug(`A link could not be looked at: ${String(error)}`);
      return null;
    }
  }
}

/** What leads to the same place: the part after # stays in the browser. */
function canonical(link: string): string {
  const url = new URL(link);
  url.hash = '';
  return url.href;
}
