/** What a form would send, as it would look, for whoever has no scripts. */
import { Injectable } from '@nestjs/common';
import { type DraftPreview, textToShow } from '../../../shared/draft-preview.js';
import { DraftPreviews } from '../../messages/draft-previews.service.js';
import { parseForm } from '../../platform/http/forms.js';

@Injectable()
export class FormPreviews {
  constructor(private readonly drafts: DraftPreviews) {}

  /** Files come as their names: no page can choose them for somebody again. */
  shown(body: unknown): DraftPreview & { losesFiles: boolean } {
    const { text } = parseForm(textToShow, body);
    const names = (body as { file?: unknown } | undefined)?.file;
    return { ...this.drafts.show(text), losesFiles: [names].flat().some(Boolean) };
  }
}
