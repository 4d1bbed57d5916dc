/** What somebody has begun to write, for whoever has no scripts: filled in, looked at before it is sent, and ended by sending it. */
import { Injectable } from '@nestjs/common';
import { type DraftPreview, textToShow } from '../../../shared/draft-preview.js';
import type { DraftPlace } from '../../drafts/drafts.repository.js';
import { Drafts } from '../../drafts/drafts.service.js';
import { DraftPreviews } from '../../messages/draft-previews.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { parseForm, typed } from '../../platform/http/forms.js';
import { placeInAddress } from './place-in-address.js';

@Injectable()
export class FormDrafts {
  constructor(
    private readonly previews: DraftPreviews,
    private readonly drafts: Drafts,
  ) {}

  /** What the fields of a form are filled in with; nothing where nothing was begun. `isKept`: a browser with scripts has its own copy. */
  async begun(user: SignedInUser, place: DraftPlace) {
    const draft = await this.drafts.find(user, place);
    return (
      draft && { reply: draft.answers?.seq, fields: { draftId: draft.id, text: draft.text, isKept: true } }
    );
  }

  /** The same form once more, as it was filled in. */
  shownAgain(body: unknown): { draftId?: number | undefined; text: string } {
    return { draftId: placeInAddress.parse(typed(body, 'draft')), text: typed(body, 'text') };
  }

  /** The draft that a form came with is gone, on all devices; what another device has written since stays. */
  async end(user: SignedInUser, place: DraftPlace, body: unknown): Promise<void> {
    const { draftId } = this.shownAgain(body);
    if (draftId !== undefined) await this.drafts.end(user, place, draftId);
  }

  /** Files come as their names: no page can choose them for somebody again. */
  preview(body: unknown): DraftPreview & { losesFiles: boolean } {
    const { text } = parseForm(textToShow, body);
    const names = (body as { file?: unknown } | undefined)?.file;
    return { ...this.previews.show(text), losesFiles: [names].flat().some(Boolean) };
  }
}
