/** Follows the log, and notes which messages have a link that is to be looked at. It asks nobody: that takes its time elsewhere. */
import { Inject, Injectable } from '@nestjs/common';
import type { MessageView } from '../../shared/messages.js';
import { firstLink } from '../../shared/rules/formatting.js';
import { CONFIG, type RunningConfig } from '../config/config.js';
import type { Ask, ChangedMessage } from '../messages/log/catch-up.repository.js';
import type { Concern, LogSubscriber } from '../messages/log/follower.js';
import { LogFollowers } from '../messages/log/log-followers.js';
import { SettingsService } from '../settings/settings.service.js';
import { PreviewMaking } from './preview-making.service.js';
import { PreviewsRepository, type Wanted } from './previews.repository.js';
import { longestUrl } from './reading/page-found.js';

@Injectable()
export class PreviewFollower implements LogSubscriber {
  readonly name = 'previews';

  constructor(
    followers: LogFollowers,
    private readonly repository: PreviewsRepository,
    private readonly making: PreviewMaking,
    private readonly settings: SettingsService,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {
    followers.follow(this);
  }

  /** A text with a link has html. */
  concerns({ html, kind }: MessageView): Concern {
    return kind === 'text' && html?.includes('<a ') && this.isOn ? 'now' : 'never';
  }

  async process(messages: ChangedMessage[], ask: Ask): Promise<() => void> {
    const wanted = this.isOn ? messages.flatMap((message) => this.wantedOf(message)) : [];
    if (wanted.length === 0) return () => undefined;
    await this.repository.want(ask, wanted);
    return () => this.making.begin();
  }

  private get isOn(): boolean {
    return this.settings.current.link_previews;
  }

  /** Messages of this server are shown by whoever reads: who may see them differs. */
  private wantedOf({ id, text, isNew, isEdited }: ChangedMessage): Wanted[] {
    const link = text !== null && (isNew || isEdited) ? firstLink(text) : null;
    if (link === null || link.length > longestUrl || !URL.canParse(link)) return [];
    const { href, origin } = new URL(link);
    // As it is asked for, each ' of its query is %27, and no index takes three times as much.
    if (href.length > longestUrl || origin === this.config.PUBLIC_URL) return [];
    return [{ messageId: id, url: link }];
  }
}
