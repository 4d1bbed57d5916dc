/** What is asked of every text before it is written, and what is made of it. */
import { Injectable } from '@nestjs/common';
import { KnownEmoji } from '../emoji/known-emoji.js';
import { WritingRules } from '../people/writing-rules.service.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { formatted } from './formatted.js';

@Injectable()
export class Writing {
  constructor(
    private readonly emoji: KnownEmoji,
    private readonly rules: WritingRules,
  ) {}

  /** Undefined at once for what may be written; see WritingRules. */
  check(author: SignedInUser, text: string): Promise<void> | undefined {
    return this.rules.check(author, text);
  }

  /** Null where formatting makes nothing else of it. */
  html(text: string): string | null {
    return formatted(text, this.emoji.current);
  }
}
