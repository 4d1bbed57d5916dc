/** Whose address a request has: its sender's, or that of a proxy which stands before everybody. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { addressKey, isNearby, plainAddress } from './network-address.js';

/** What counts as one address, and whether it is one: refused for its deeds is only who can be told from the others. */
export interface Sender {
  address: string;
  isTold: boolean;
}

@Injectable()
export class Senders {
  private readonly logger = new Logger('Proxy');
  private hasWarned = false;

  constructor(@Inject(CONFIG) private readonly config: RunningConfig) {}

  /** Says once that a proxy passes addresses on which nobody believes. */
  readonly middleware = (request: Request, _response: Response, next: NextFunction): void => {
    if (!this.hasWarned && this.isUnheeded(request)) {
      this.hasWarned = true;
      this.logger.warn(
        `A proxy at ${plainAddress(request.socket.remoteAddress)} sends X-Forwarded-For, but TRUST_PROXY is not set: everybody who comes through it counts as one address. Set TRUST_PROXY=1 if it is yours.`,
      );
    }
    next();
  };

  of(request: Request): Sender {
    return { address: addressKey(plainAddress(request.ip)), isTold: this.isTold(request) };
  }

  private isTold(request: Request): boolean {
    const { PUBLIC_URL, TRUST_PROXY } = this.config;
    return TRUST_PROXY !== undefined || (PUBLIC_URL === undefined && !this.isUnheeded(request));
  }

  /** From nearby only: anybody can write the header, and would choose by it how they are counted. */
  private isUnheeded({ headers, socket }: Request): boolean {
    return (
      this.config.TRUST_PROXY === undefined &&
      headers['x-forwarded-for'] !== undefined &&
      isNearby(socket.remoteAddress)
    );
  }
}
