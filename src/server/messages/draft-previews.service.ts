/** How a text would look as a message: nothing is sent, and nobody is told. */
import { Injectable } from '@nestjs/common';
import type { DraftPreview } from '../../shared/draft-preview.js';
import { parseCommand } from '../../shared/rules/commands.js';
import { KnownEmoji } from '../emoji/known-emoji.js';
import { formatted } from './formatted.js';

@Injectable()
export class DraftPreviews {
  constructor(private readonly emoji: KnownEmoji) {}

  show(text: string): DraftPreview {
    const command = parseCommand(text);
    if (command.name === 'me') return { kind: 'action', text: command.text };
    if (command.name !== 'say') return { text };
    const html = formatted(command.text, this.emoji.current);
    return { kind: 'text', text: command.text, ...(html !== null && { html }) };
  }
}
