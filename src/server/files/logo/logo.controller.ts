import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Storage } from '../../platform/storage/storage.js';
import { objectKey, STORAGE } from '../keeping/kept-files.js';
import { noSuchFile } from '../no-such-file.js';
import { serveObject } from '../serving/serve-object.js';
import { LogoRepository } from './logo.repository.js';

const parts = { '512': 'full', '192': 'page', '64': 'thumb' } as const;

/** The server's own picture: it stands on the page on which one signs in, so everybody sees it. */
@Controller('logo')
export class LogoController {
  constructor(
    private readonly logo: LogoRepository,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  @Get(':name')
  async read(@Param('name') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const [, version, size] = /^([0-9a-z]{1,30})-(64|192|512)\.png$/.exec(name) ?? [];
    const found = version === undefined ? null : await this.logo.bytes(version);
    const part = parts[size as keyof typeof parts];
    const kept = found?.parts[part];
    if (!found || !kept) throw noSuchFile();
    await serveObject(this.storage, request, response, {
      ...{ key: objectKey(found.sha256, part), type: kept.type, bytes: kept.bytes, name: 'logo.png' },
      ...{ isShown: true, leads: false, isLasting: true },
    });
  }
}
