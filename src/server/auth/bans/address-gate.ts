import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../../platform/errors/app-error.js';
import { instantText } from '../../platform/rendering/instant-text.js';
import { plainAddress } from '../../platform/http/network-address.js';
import { AddressBans } from './address-bans.service.js';

/** Refuses whatever comes from a banned address, but for files and what looks after the server. */
@Injectable()
export class AddressGate {
  constructor(private readonly bans: AddressBans) {}

  readonly middleware = (request: Request, _response: Response, next: NextFunction): void => {
    const ban = request.path.startsWith('/health/') ? null : this.bans.banOf(plainAddress(request.ip));
    next(ban ? addressBanned(ban) : undefined);
  };

  /** For a socket's handshake. */
  isShutFor({ ip }: Pick<Request, 'ip'>): boolean {
    return this.bans.banOf(plainAddress(ip)) !== null;
  }
}

function addressBanned({ reason, until }: { reason: string; until: Date | null }): AppError {
  return until
    ? new AppError('forbidden', 'Your network address is banned until {{until}}. Reason: {{reason}}', {
        until: instantText(until),
        reason,
      })
    : new AppError('forbidden', 'Your network address is banned. Reason: {{reason}}', { reason });
}
