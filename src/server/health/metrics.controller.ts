import { Controller, Get, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { Metrics } from '../platform/telemetry/metrics.js';
import { InsiderGuard } from './insider.guard.js';

@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** For Prometheus, in its text format. Asked on this machine, or with an administrator's token. */
  @Get()
  @UseGuards(InsiderGuard)
  async show(@Res() response: Response): Promise<void> {
    const { registry } = this.metrics;
    response.type(registry.contentType).send(await registry.metrics());
  }
}
