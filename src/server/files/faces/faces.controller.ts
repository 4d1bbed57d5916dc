import { Controller, Get, Inject, Param, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { idText } from '../../../shared/ids.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { SeenPeople } from '../../people/seen-people.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import type { Storage } from '../../platform/storage/storage.js';
import { objectKey, STORAGE } from '../keeping/kept-files.js';
import { noSuchFile } from '../no-such-file.js';
import { serveObject } from '../serving/serve-object.js';
import { FacesRepository } from './faces.repository.js';

const parts = { '256': 'full', '96': 'page', '48': 'thumb' } as const;

/** People's pictures, to whoever may know of the person. */
@Controller('people/:id/picture')
export class FacesController {
  constructor(
    private readonly faces: FacesRepository,
    private readonly seen: SeenPeople,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** A version never shows another picture, so it is kept for long; one that is not the newest is gone. */
  @Get(':name')
  @UseGuards(SignedInGuard)
  async read(
    @CurrentUser() me: SignedInUser,
    @Param() { id: given, name }: Record<string, string>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const [, version, size] = /^([0-9a-z]{1,30})-(48|96|256)\.webp$/.exec(name!) ?? [];
    const id = idText.safeParse(given).data;
    if (id === undefined || version === undefined) throw noSuchFile();
    const [seen] = await this.seen.among(me, [id]);
    const found = seen === undefined ? null : await this.faces.bytes(id, version);
    const part = parts[size as keyof typeof parts];
    const kept = found?.parts[part];
    if (!found || !kept) throw noSuchFile();
    await serveObject(this.storage, request, response, {
      ...{ key: objectKey(found.sha256, part), type: kept.type, bytes: kept.bytes, name: 'picture.webp' },
      ...{ isShown: true, leads: false, isLasting: true },
    });
  }
}
