/** Makes the previews of messages that wait for one: a few at a time, each host's and each author's one after the other. */
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
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
export class PreviewMaking implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger(PreviewMaking.name);
  private readonly underWay = new Map<Promise<void>, Wanted>();
  private stops: (() => void)[] = [];
  /** Claims that are under way: each may take a place. */
  private claiming = 0;
  private isEnding = false;

  constructor(
    private readonly repository: PreviewsRepository,
    private readonly links: Links,
    private readonly messages: MessagePreviews,
    private readonly settings: SettingsService,
  ) {}

  onApplicationBootstrap(): void {
    const look = async () => {
      if (this.underWay.size > 0) await this.repository.stillLooking([...this.underWay.values()]);
      await this.claim();
    };
    this.stops = [
      pollUnlessBusy(lookEvery, look, (error) => this.later(error)),
      pollUnlessBusy(
        sweepEvery,
        () => this.repository.sweep(),
        (error) => this.later(error),
      ),
    ];
  }

  /** When the reader ends: what is claimed from now on would fail at once. */
  onModuleDestroy(): void {
    this.isEnding = true;
    for (const stop of this.stops) stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.underWay.keys());
  }

  /** Some wait. */
  begin(): void {
    this.claim().catch((error: unknown) => this.later(error));
  }

  private async claim(): Promise<void> {
    while (this.underWay.size + this.claiming < atOnce && !this.isEnding) {
      this.claiming++;
      try {
        const wanted = await this.repository.claim();
        if (!wanted) return;
        const work = this.make(wanted).finally(() => {
          this.underWay.delete(work);
          this.begin();
        });
        this.underWay.set(work, wanted);
      } finally {
        this.claiming--;
      }
    }
  }

  private async make(wanted: Wanted): Promise<void> {
    try {
      if (this.settings.current.link_previews) await this.show(wanted);
      await this.repository.done(wanted);
    } catch (error) {
      await this.leave(wanted, error).catch(() => this.later(error));
    }
  }

  /** What fails here is looked at again a few times, and keeps nothing else waiting; that nobody answers is no failure. */
  private async leave(wanted: Wanted, error: unknown): Promise<void> {
    if (this.isEnding) return this.repository.giveBack(wanted);
    const isLast = !(await this.repository.putOff(wanted));
    const outcome = isLast ? 'is given up' : 'is looked at later';
    this.logger.warn(`A link of message ${wanted.messageId} ${outcome}: ${String(error)}`);
  }

  private later(error: unknown): void {
    this.logger.debug(`Links are looked at later: ${String(error)}`);
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
