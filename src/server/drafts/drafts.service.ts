/** What somebody has begun to write follows them from device to device: the last writer wins. */
import { Injectable } from '@nestjs/common';
import type { DraftView } from '../../shared/drafts.js';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';
import { noSuchRoom } from '../memberships/no-such-room.js';
import { quotedView } from '../messages/message.row.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { pageOf } from '../platform/postgres/page.js';
import { type DraftPlace, type DraftRow, DraftsRepository } from './drafts.repository.js';

interface Begun extends DraftPlace {
  text: string;
  replyTo?: number | undefined;
  /** Milliseconds since it was written. */
  age?: number;
  /** The version that was there then. */
  after?: number | undefined;
}

@Injectable()
export class Drafts {
  constructor(
    private readonly repository: DraftsRepository,
    private readonly delivery: Delivery,
  ) {}

  /** The latest first. */
  async list(
    { id }: SignedInUser,
    { before = Number.MAX_SAFE_INTEGER, limit }: { before?: number; limit: number },
  ): Promise<{ drafts: DraftView[]; next: number | null }> {
    const { page, next } = pageOf(await this.repository.list(id, before, limit + 1), limit);
    return { drafts: page.map(draftView), next };
  }

  /** Undefined where nothing is begun. */
  async find({ id }: SignedInUser, place: DraftPlace): Promise<DraftView | undefined> {
    const row = await this.repository.find({ userId: id, ...place });
    const view = row && draftView(row);
    return view && (view.text !== '' || view.answers) ? view : undefined;
  }

  /** Answers with what stands then: where another device has written later, with that. Nothing in it: it is gone on all of them. */
  async keep(
    user: SignedInUser,
    { roomId, threadId, text, replyTo, age = 0, after }: Begun,
  ): Promise<DraftView> {
    const place = { userId: user.id, roomId, threadId };
    const isKept = await this.repository.keep(place, {
      ...{ text, age },
      ...(replyTo && { replyTo }),
      ...(after && { after }),
    });
    const row = isKept === null ? null : await this.repository.find(place);
    if (!row) throw noSuchRoom();
    const view = draftView(row);
    if (isKept) this.tell(user, view);
    return view;
  }

  /** Nothing is left of this one on any device; of what has been written since nothing is lost. */
  async end(user: SignedInUser, place: DraftPlace, version: number): Promise<void> {
    const id = await this.repository.end({ userId: user.id, ...place }, version);
    if (id !== null) this.tell(user, { id, ...place, text: '' });
  }

  private tell({ id }: SignedInUser, view: DraftView): void {
    this.delivery.send(groups.inbox(id), 'draft_changed', view);
  }
}

function draftView({ threadId, answers, ...row }: DraftRow): DraftView {
  const thread = answers?.threadId;
  return {
    ...row,
    ...(threadId !== null && { threadId }),
    ...(answers && {
      answers: { ...quotedView(answers), id: answers.id, ...(thread && { threadId: thread }) },
    }),
  };
}
