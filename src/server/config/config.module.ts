import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CONFIG, type RunningConfig } from './config.js';

@Global()
@Module({})
export class ConfigModule {
  static with(config: RunningConfig): DynamicModule {
    return { module: ConfigModule, providers: [{ provide: CONFIG, useValue: config }], exports: [CONFIG] };
  }
}
