import { Controller, Get, Inject, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { fileSizes } from '../../../shared/files.js';
import { idText } from '../../../shared/ids.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { allowsAdministration, type SignedInUser } from '../../platform/access/signed-in-user.js';
import { takeTime } from '../../platform/http/answer-in-time.js';
import type { Storage } from '../../platform/storage/storage.js';
import { InspectionNotes } from '../../rooms/inspection-notes.js';
import { objectKey, type PartName, STORAGE } from '../keeping/kept-files.js';
import { noSuchFile } from '../no-such-file.js';
import { isHarmless } from './harmless.js';
import { serveObject } from './serve-object.js';
import { ServedFiles } from './served-files.repository.js';
import { Transfers } from './transfers.js';

/** Bytes that are an answer as any other: no more than a page of messages has. */
const small = 500_000;

const wanted = z.object({
  size: z.enum(fileSizes).optional().catch(undefined),
  download: z.string().optional().catch(undefined),
  /** For a page whose policy, or network, does not let it follow to a bucket. */
  from: z.literal('server').optional().catch(undefined),
});

/** The bytes of files, to whoever may read their message at this moment. */
@Controller('files')
export class FilesController {
  constructor(
    private readonly files: ServedFiles,
    private readonly transfers: Transfers,
    private readonly notes: InspectionNotes,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** Its name is there for whoever saves it, and decides nothing. */
  @Get(':id/:name')
  @UseGuards(SignedInGuard)
  async read(
    @CurrentUser() me: SignedInUser,
    @Param('id') given: string,
    @Query() query: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const id = idText.safeParse(given).data;
    const file = id !== undefined && (await this.files.find(id, me.id, allowsAdministration(me)));
    if (!file) throw noSuchFile();
    if (file.inspected) await this.notes.note(me, file.inspected);
    const { size, download, from } = wanted.parse(query);
    const part: PartName = size && file.parts[size] ? size : 'full';
    const { type, bytes } = file.parts[part]!;
    // A page of pictures asks for fifty small ones together: they take turns as pages do.
    if (bytes > small) {
      this.transfers.begin(me.id, response);
      takeTime(request, response);
    }
    await serveObject(this.storage, request, response, {
      key: objectKey(file.sha256, part),
      type,
      bytes,
      name: file.name,
      isShown: isHarmless(type) && download === undefined,
      leads: from === undefined,
    });
  }
}
