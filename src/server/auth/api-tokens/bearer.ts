import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../../platform/errors/app-error.js';
import { plainAddress } from '../../platform/http/network-address.js';
import { ApiTokensService } from './api-tokens.service.js';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express is extended by merging into its namespace
  namespace Express {
    interface Request {
      /** The id of the API token that signed the request in, by a header that no foreign page can send. */
      tokenId?: number;
    }
  }
}

/** Where programs ask, and where the files are that they are told of. Pages are for people, and a token is not their session. */
const isForPrograms = (path: string) => /^\/(?:api|files)\//.test(path) || path === '/metrics';

/** Signs in the requests of programs by `Authorization: Bearer <API token>`; a cookie beside it does not count then. */
@Injectable()
export class Bearer {
  constructor(private readonly tokens: ApiTokensService) {}

  readonly middleware = async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const [, token] = /^Bearer +(\S+) *$/i.exec(request.get('authorization') ?? '') ?? [];
    if (token === undefined || !isForPrograms(request.path)) return next();
    const found = await this.tokens.identify(token);
    if (!found) {
      response.set('WWW-Authenticate', 'Bearer error="invalid_token"');
      throw new AppError('unauthenticated', 'This token is wrong or no longer works. Create a new one.');
    }
    request.tokenId = found.id;
    request.sessionRowId = undefined;
    request.user = { ...found.user, address: plainAddress(request.ip) };
    next();
  };
}
