import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { RENDER_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { mergeMap, type Observable } from 'rxjs';
import { ActivityService } from '../../activity/activity.service.js';

/** The number at the bell, for every page of somebody who is signed in; pages that list rooms count it with them. */
@Injectable()
export class BellCount implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly activity: ActivityService,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<object>): Observable<object> {
    const isPage =
      this.reflector.get<string | undefined>(RENDER_METADATA, context.getHandler()) !== undefined;
    if (!isPage) return next.handle();
    const { user } = context.switchToHttp().getRequest<Request>();
    return next.handle().pipe(
      mergeMap(async (model) => {
        if (!user || 'activity' in model) return model;
        return { ...model, activity: (await this.activity.counts(user.id)).all };
      }),
    );
  }
}
