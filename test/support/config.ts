import { parseConfig, type RunningConfig } from '../../src/server/config/config.js';

export function testConfig(databaseUrl: string, settings: Record<string, string> = {}): RunningConfig {
  return {
    ...parseConfig({ PORT: '0', LOG_LEVEL: 'error', ...settings }),
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: 'a secret that only these tests know',
  };
}
