import { Controller } from '@nestjs/common';
import { draftPreview, textToShow } from '../../shared/draft-preview.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { DraftPreviews } from './draft-previews.service.js';

const previewDraft = operation({
  method: 'post',
  path: '/api/preview',
  group: 'Messages',
  summary: 'See how a text would look as a message',
  about: 'Nothing is sent',
  who: 'write',
  body: textToShow,
  answers: { 200: draftPreview },
});

@Controller()
export class DraftPreviewsOperations {
  constructor(private readonly drafts: DraftPreviews) {}

  @Carries(previewDraft)
  previewDraft({ body }: Asked<typeof previewDraft>) {
    return Promise.resolve(this.drafts.show(body.text));
  }
}
