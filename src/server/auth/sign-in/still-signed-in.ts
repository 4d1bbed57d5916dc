import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { sentFiles } from '../../platform/http/multipart.js';
import { signedOut } from '../../platform/errors/signed-out.js';
import { ApiTokensService } from '../api-tokens/api-tokens.service.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';

/** Whether the session or the token that signed a request in still would, for one that had to wait or took long to arrive. */
@Injectable()
export class StillSignedIn {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly tokens: ApiTokensService,
  ) {}

  async is({ tokenId, sessionRowId = '' }: Request): Promise<boolean> {
    return tokenId === undefined
      ? (await this.sessions.findLive(sessionRowId)) !== null
      : this.tokens.isLive(tokenId);
  }

  /** The first file of its form; what took long to arrive counts for nobody who signed out meanwhile. */
  async *firstSent(request: Request): AsyncGenerator<Buffer> {
    for await (const { bytes } of sentFiles(request)) {
      yield* bytes;
      await this.require(request);
      return;
    }
  }

  /** Throws `unauthenticated`: whoever signed out, or whose token was revoked, gets and does nothing more. */
  async require(request: Request): Promise<void> {
    if (!(await this.is(request))) throw signedOut();
  }
}
