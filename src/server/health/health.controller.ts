import { Controller, Get, type OnModuleDestroy, Res } from '@nestjs/common';
import type { Response } from 'express';
import { type Checks, isReady, Readiness } from '../platform/postgres/readiness.js';

interface ReadyView {
  status: 'ok' | 'unavailable' | 'stopping';
  /** Not there when the server is stopping. */
  checks?: Checks;
}

/** For supervisors and load balancers; says nothing that a stranger may not know. */
@Controller('health')
export class HealthController implements OnModuleDestroy {
  private isStopping = false;

  constructor(private readonly readiness: Readiness) {}

  /** A server that has begun to stop takes no new people, so that a load balancer sends them elsewhere. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  /** The process works. Not the database: restarting the server does not mend that. */
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** Whether people can be served: 200, or 503 within 2 s. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<ReadyView> {
    const view = await this.look();
    response.status(view.status === 'ok' ? 200 : 503);
    return view;
  }

  private async look(): Promise<ReadyView> {
    if (this.isStopping) return { status: 'stopping' };
    const checks = await this.readiness.check();
    return { status: isReady(checks) ? 'ok' : 'unavailable', checks };
  }
}
