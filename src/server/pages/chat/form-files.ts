/** Files that come with a form that sends a message, for whoever has no scripts. */
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { altText } from '../../../shared/files.js';
import { limits } from '../../../shared/limits.js';
import { cleanName } from '../../../shared/rules/file-names.js';
import { StillSignedIn } from '../../auth/sign-in/still-signed-in.js';
import { FormUploads } from '../../files/uploads/form-uploads.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { takeTime } from '../../platform/http/answer-in-time.js';
import { typed } from '../../platform/http/forms.js';
import { sentFiles } from '../../platform/http/multipart.js';

/** The composers of rooms and threads; of nobody who is not signed in. */
export const takesFiles = ({ method, path, user }: Request): boolean =>
  method === 'POST' && user !== undefined && /^\/chat\/[^/]+(\/thread\/\d+)?\/messages$/.test(path);

@Injectable()
export class FormFiles {
  constructor(
    private readonly uploads: FormUploads,
    private readonly signedIn: StillSignedIn,
  ) {}

  /** The ids of the files, which are looked at and kept once this resolves; undefined where there are none. */
  async receive(
    me: SignedInUser,
    room: number,
    request: Request,
    response: Response,
  ): Promise<number[] | undefined> {
    if (!request.is('multipart/form-data')) return undefined;
    takeTime(request, response);
    const alt = altText.safeParse(typed(request.body, 'alt')).data ?? null;
    const ids: number[] = [];
    for await (const { name, bytes } of sentFiles(request)) {
      if (ids.length === limits.filesPerMessage)
        throw new AppError('invalid', 'A message takes at most {{maximum}} files.', {
          maximum: limits.filesPerMessage,
        });
      ids.push(await this.uploads.receive(me, { room, name: cleanName(name), alt, bytes }));
    }
    // What took long to arrive is not sent for somebody who signed out meanwhile.
    await this.signedIn.require(request);
    return ids.length > 0 ? ids : undefined;
  }
}
