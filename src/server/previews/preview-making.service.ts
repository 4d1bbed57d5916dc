/** Makes the previews of messages that wait for one: a few at a time, each host's one after the other. */
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { PreviewView } from '../../shared/previews.js';
import { firstLink } from '../../shared/rules/formatting.js';
import type { KeptPicture } from '../files/keeping/preview-pictures.service.js';
import { MessagePreviews } from '../messages/linked/message-previews.service.js';
import { pollUnlessBusy } from '../platform/work/poll.js';
import { SettingsService } from '../settings/settings.service.js';
import { Links } from './links.service.js';
import { PreviewsRepository, type Wanted } from './previews.repository.js';
import type { Found } from './reading/found.js';

/** Links that one node looks at at once. */
const atOnce = 4;

/** Milliseconds between two looks for what another node, or an earlier start, has left. */
const lookEvery = 3_000;
const sweepEvery = 600_000;

@Injectable()
export class PreviewMaking implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(PreviewMaking.name);
  private readonly underWay = new Set<Promise<void>>();
  private stops: (() => void)[] = [];
  private isEnding = false;

  constructor(
    private readonly repository: PreviewsRepository,
    private readonly links: Links,
    private readonly messages: MessagePreviews,
    private readonly settings: SettingsService,
  ) {}

  onApplicationBootstrap(): void {
    const later = (error: unknown) => this.logger.debug(`Links are looked at later: ${String(error)}`);
    this.stops = [
      pollUnlessBusy(lookEvery, () => this.claim(), later),
      pollUnlessBusy(sweepEvery, () => this.repository.sweep(), later),
    ];
  }

  async onApplicationShutdown(): Promise<void> {
    this.isEnding = true;
    for (const stop of this.stops) stop();
    await Promise.allSettled(this.underWay);
  }

  /** Some wait. */
  begin(): void {
    this.claim().catch((error: unknown) => this.logger.debug(`Links are looked at later: ${String(error)}`));
  }

  private async claim(): Promise<void> {
    while (this.underWay.size < atOnce && !this.isEnding) {
      const wanted = await this.repository.claim();
      if (!wanted) return;
      const work = this.make(wanted).finally(() => {
        this.underWay.delete(work);
        this.begin();
      });
      this.underWay.add(work);
    }
  }

  /** What fails here stays, and is looked at again; that nobody answers is no failure. */
  private async make(wanted: Wanted): Promise<void> {
    try {
      if (this.settings.current.link_previews) await this.show(wanted);
      await this.repository.done(wanted);
    } catch (error) {
      if (!this.isEnding)
        this.logger.warn(`A link of message ${wanted.messageId} is looked at later: ${String(error)}`);
    }
  }

  private async show({ messageId, url }: Wanted): Promise<void> {
    const message = await this.messages.bare(messageId);
    if (!message || firstLink(message.text) !== url) return;
    const owner = { authorId: message.author_id, roomId: message.room_id };
    const { found, kept } = await this.links.find(url, owner);
    const isShown =
      found &&
      (found.title !== undefined || kept) &&
      (await this.messages.set(message, view(url, found, kept)));
    if (!isShown && kept) await this.links.letGo(kept);
  }
}

function view(url: string, found: Found, kept: KeptPicture | null): PreviewView {
  const { kind, title, description, site, player, issue } = found;
  return { url, kind, title, description, site, player, issue, picture: kept?.picture };
}
