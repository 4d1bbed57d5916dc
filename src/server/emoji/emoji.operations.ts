import { Controller } from '@nestjs/common';
import { newEmoji, ownEmojiList, ownEmojiView } from '../../shared/emoji.js';
import { oneById } from '../../shared/ids.js';
import { FormUploads } from '../files/uploads/form-uploads.service.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { EmojiService } from './emoji.service.js';

const group = 'Emoji';

const listEmoji = operation({
  method: 'get',
  path: '/api/emoji',
  group,
  summary: 'The server’s own emoji',
  about: 'A text or a reaction names one with colons: `:party_parrot:`',
  who: 'read',
  answers: { 200: ownEmojiList },
});

const addEmoji = operation({
  method: 'post',
  path: '/api/emoji',
  group,
  summary: 'Add an emoji',
  about:
    'The body is the picture, as application/octet-stream: PNG, WebP, GIF, JPEG or AVIF, 256 kB at most. It becomes WebP of 128 pixels at most; what moves keeps moving',
  who: 'admin',
  query: newEmoji,
  answers: { 201: ownEmojiView },
  refusals: ['conflict', 'too_large', 'unavailable'],
  limit: 'upload',
});

const removeEmoji = operation({
  method: 'delete',
  path: '/api/emoji/:id',
  group,
  summary: 'Remove an emoji',
  about: 'Where it was used its name shows',
  who: 'admin',
  params: oneById,
  answers: { 204: null },
});

@Controller()
export class EmojiOperations {
  constructor(
    private readonly emoji: EmojiService,
    private readonly uploads: FormUploads,
  ) {}

  @Carries(listEmoji)
  listEmoji({ me }: Asked<typeof listEmoji>) {
    return this.emoji.list(me);
  }

  @Carries(addEmoji)
  addEmoji({ me, query, request, response }: Asked<typeof addEmoji>) {
    this.uploads.begin(me, request, response);
    // What is too large is answered, and not cut off.
    return this.emoji.add(me, query.name, request.iterator({ destroyOnReturn: false }));
  }

  @Carries(removeEmoji)
  removeEmoji({ me, params }: Asked<typeof removeEmoji>): Promise<void> {
    return this.emoji.remove(me, params.id);
  }
}
