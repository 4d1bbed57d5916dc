/** What is asked of every text before it is written, and what is made of it. */
import { Injectable } from '@nestjs/common';
import { messageTooLong } from '../../shared/messages.js';
import { KnownEmoji } from '../emoji/known-emoji.js';
import { WritingRules } from '../people/writing-rules.service.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import { SettingsService } from '../settings/settings.service.js';
import { formatted } from './formatted.js';

@Injectable()
export class Writing {
  constructor(
    private readonly emoji: KnownEmoji,
    private readonly rules: WritingRules,
    private readonly settings: SettingsService,
  ) {}

  /** Undefined at once for what may be written; see WritingRules. */
  held(text: string): AppError | undefined {
    const maximum = this.settings.current.message_length;
    return text.length > maximum ? tooLong(maximum) : this.rules.held(text);
  }

  /** Of what is no message of its own: throws for newcomers during a raid, too. */
  async require(author: SignedInUser, text: string): Promise<void> {
    const held = this.held(text);
    if (held) throw held;
    await this.rules.require(author, text);
  }

  /** Null where formatting makes nothing else of it. */
  html(text: string): string | null {
    return formatted(text, this.emoji.current);
  }
}

const tooLong = (maximum: number) => new AppError('invalid', messageTooLong, { maximum });
