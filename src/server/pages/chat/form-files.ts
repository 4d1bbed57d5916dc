/** What a form sends, with the files that come with it, for whoever has no scripts. */
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { altText } from '../../../shared/files.js';
import { limits } from '../../../shared/limits.js';
import type { MessageView, SendView } from '../../../shared/messages.js';
import { cleanName } from '../../../shared/rules/file-names.js';
import { StillSignedIn } from '../../auth/sign-in/still-signed-in.js';
import { FormUploads } from '../../files/uploads/form-uploads.service.js';
import { MessagesService, type Send } from '../../messages/messages.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { typed } from '../../platform/http/forms.js';
import { type SentFile, sentFiles } from '../../platform/http/multipart.js';
import type { Standing } from '../../rooms/standing.row.js';
import { isConflict, said, sentOtherwise } from './sent.js';

/** The composers of rooms and threads; of nobody who is not signed in. */
export const takesFiles = ({ method, path, user }: Request): boolean =>
  method === 'POST' && user !== undefined && /^\/chat\/[^/]+(\/thread\/\d+)?\/messages$/.test(path);

interface FormRequest {
  request: Request;
  response: Response;
}

@Injectable()
export class FormFiles {
  constructor(
    private readonly uploads: FormUploads,
    private readonly messages: MessagesService,
    private readonly signedIn: StillSignedIn,
  ) {}

  /**
   * Sends what a form says, with the files that come with it. A form that comes again, as its answer was lost, has sent it. Where it is
   * refused, nothing is left of its files.
   */
  async send(
    me: SignedInUser,
    { canPost }: Standing,
    send: Send,
    { request, response }: FormRequest,
  ): Promise<SendView> {
    const isMultipart = request.is('multipart/form-data');
    const before = isMultipart && (await this.messages.findSent(me, send));
    if (before) {
      const files = this.arriving(me, { request, response });
      if (before.deletedAt || (await this.uploads.isRepeat(me, idsOf(before), files))) return before;
      throw sentOtherwise();
    }
    const files: number[] = [];
    try {
      const alt = altText.safeParse(typed(request.body, 'alt')).data ?? null;
      for await (const { name, bytes } of this.arriving(me, { request, response })) {
        if (files.length === 0 && !canPost) throw new AppError('forbidden', 'You cannot write in this room.');
        if (files.length === 0) await this.uploads.requireSpace(me, request);
        if (files.length === limits.filesPerMessage)
          throw new AppError('invalid', 'A message takes at most {{maximum}} files.', {
            maximum: limits.filesPerMessage,
          });
        files.push(await this.uploads.receive(me, { room: send.roomId, name: cleanName(name), alt, bytes }));
      }
      // What took long to arrive is not sent for somebody who signed out meanwhile.
      if (isMultipart) await this.signedIn.require(request);
      return await this.messages.send(me, { ...said(send, files), files });
    } catch (error) {
      const sent = isConflict(error) && (await this.sentMeanwhile(me, send, files).catch(() => null));
      await this.uploads.letGo(me, files).catch(() => undefined);
      if (sent) return sent;
      throw error;
    }
  }

  /** The files of a form, which takes its time from the first of them on. */
  private async *arriving(me: SignedInUser, { request, response }: FormRequest): AsyncGenerator<SentFile> {
    let isBegun = false;
    for await (const file of sentFiles(request)) {
      if (!isBegun) this.uploads.begin(me, request, response);
      isBegun = true;
      yield file;
    }
  }

  /** By the same form, whose files were looked at while they came once more. */
  private async sentMeanwhile(me: SignedInUser, send: Send, files: number[]): Promise<MessageView | null> {
    const sent = await this.messages.findSent(me, send);
    return sent && (await this.uploads.areSame(me, files, idsOf(sent))) ? sent : null;
  }
}

const idsOf = ({ files = [] }: MessageView): number[] => files.map(({ id }) => id);
