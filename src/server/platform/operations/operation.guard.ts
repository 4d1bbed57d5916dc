import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { weightOf } from '../../../shared/rules/text-weight.js';
import { administratorsOnly } from '../errors/administrators-only.js';
import { AppError } from '../errors/app-error.js';
import { policyOf, type RateLimit, RateLimits } from '../work/rate-limits.js';
import { requireScope, requireSession } from '../access/scope.js';
import { limitOf, OPERATION, type Operation } from './operation.js';

/** Lets those call an operation who may, as often as they may, and tells them how often that is. */
@Injectable()
export class OperationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = this.reflector.get<Operation>(OPERATION, context.getHandler());
    if (operation.who === 'anybody') return true;
    const { user, body } = context.switchToHttp().getRequest<Request<object, unknown, unknown>>();
    if (!user)
      throw new AppError('unauthenticated', 'Sign in, or send an API token: Authorization: Bearer <token>.');
    const response = context.switchToHttp().getResponse<Response>();
    await this.count(limitOf(operation), user.id, weightOf(body), response);
    if (operation.onlyPeople !== undefined) requireSession(user, operation.onlyPeople);
    requireScope(user.scope, operation.who);
    if (operation.who === 'admin' && user.role !== 'admin') throw administratorsOnly();
    return true;
  }

  /** Headers as draft-ietf-httpapi-ratelimit-headers writes them: what is allowed, and what is left of it. */
  private async count(name: RateLimit, userId: number, weight: number, response: Response): Promise<void> {
    const tell = (remaining: number, ms: number) => {
      const { seconds } = policyOf(name);
      response.set('RateLimit-Policy', `"${name}";q=${this.limits.pointsOf(name)};w=${seconds}`);
      response.set('RateLimit', `"${name}";r=${remaining};t=${Math.ceil(ms / 1000)}`);
    };
    try {
      const left = await this.limits.consume(name, userId, weight);
      if (left) tell(left.remaining, left.resetMs);
    } catch (refusal) {
      if (refusal instanceof AppError) tell(0, refusal.values.retryAfterMs ?? 0);
      throw refusal;
    }
  }
}
