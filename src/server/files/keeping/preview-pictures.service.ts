/**
 * Pictures that pages show, as files of the messages that link to them: taken into our storage, so that no reader's browser asks
 * anybody else for them, and gone with their message. Only the size for a page is kept, written anew, and the one for a row.
 */
import { Injectable } from '@nestjs/common';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PreviewPicture } from '../../../shared/previews.js';
import { type Facts, pageSide, type Part } from '../../platform/media/facts.js';
import { Media } from '../../platform/media/media.js';
import { digestOf } from '../../platform/storage/digests.js';
import { NotTaken } from '../../platform/media/not-taken.js';
import { Contents, type KeptContent } from './contents.service.js';
import { Scratch } from './scratch.js';
import { type Owner, ShownPicturesRepository } from './shown-pictures.repository.js';

export interface KeptPicture {
  picture: PreviewPicture;
  /** By which it is found again. */
  sha256: Buffer;
}

const name = 'preview.webp';

/** Pictures of links wait for each other, and not uploads for them. */
const ownTurn = 'previews';

@Injectable()
export class PreviewPictures {
  constructor(
    private readonly repository: ShownPicturesRepository,
    private readonly contents: Contents,
    private readonly media: Media,
    private readonly scratch: Scratch,
  ) {}

  /** One that another message shows, too; null where none does any more. */
  async again(owner: Owner, sha256: Buffer): Promise<KeptPicture | null> {
    const id = await this.repository.add(owner, name, 0);
    const content = await this.contents.again(id, sha256);
    if (content) return this.kept(id, content);
    await this.repository.drop(id);
    return null;
  }

  /** Null for what is no picture, or none that is taken. */
  keep(owner: Owner, bytes: Buffer): Promise<KeptPicture | null> {
    return this.scratch.within(async (folder) => {
      const looked = await this.look(folder, bytes);
      if (!looked) return null;
      const { page, facts } = looked;
      const id = await this.repository.add(owner, name, page.bytes);
      const sent = { path: page.path, sha256: await digestOf(page.path) };
      return this.kept(id, await this.contents.take(id, sent, () => Promise.resolve(facts)));
    });
  }

  /** It is shown after all by nobody. */
  drop(id: number): Promise<void> {
    return this.repository.drop(id);
  }

  private async look(folder: string, bytes: Buffer): Promise<{ page: Part; facts: Facts } | null> {
    const sent = join(folder, 'sent');
    await writeFile(sent, bytes);
    try {
      const found = await this.media.look(sent, folder, ownTurn);
      const page = found.parts.find(({ part }) => part === 'page');
      return found.kind === 'picture' && page ? { page, facts: asPage(found, page) } : null;
    } catch (error) {
      if (error instanceof NotTaken) return null;
      throw error;
    }
  }

  private async kept(id: number, content: KeptContent): Promise<KeptPicture> {
    await this.contents.ready(id, content, { kind: 'picture', name });
    const { width, height, blur, hasThumb } = content.facts;
    const picture = {
      ...{ id, name },
      ...(width && height && { width, height }),
      ...(blur && { blur }),
      ...(hasThumb && { hasThumb }),
    };
    return { picture, sha256: content.sha256 };
  }
}

/** The size for a page is all that there is: what was sent is nobody's business. */
function asPage({ width = 1, height = 1, blur, kind, parts }: Facts, page: Part): Facts {
  const scale = Math.min(1, pageSide / width, pageSide / height);
  const scaled = (length: number) => Math.max(1, Math.round(length * scale));
  return {
    kind,
    type: page.type,
    ...{ width: scaled(width), height: scaled(height) },
    ...(blur !== undefined && { blur }),
    parts: parts.filter(({ part }) => part === 'thumb'),
  };
}
