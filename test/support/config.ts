import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig, type RunningConfig } from '../../src/server/config/config.js';

/** A pair that no other server has. */
const vapidPublicKey =
  'BK4S8l0aemJrxehzWCVfFtCxROot9Aayltm2d0R_DNxVfTbPkVC32GCXDkVTLMq8fG8JKL4YsDy9hYoNDJ3BMVw';
const vapidPrivateKey = 'ltccsJ9W8ybh882t7W-tmZMzCf4PY1fdqJzs4Ve4WEI';

/** Of the nodes on one database, as of those on one machine; removed with it. */
export const dataFolderOf = (databaseUrl: string): string =>
  join(tmpdir(), `samovar-${new URL(databaseUrl).pathname.slice(1)}`);

export function testConfig(databaseUrl: string, settings: Record<string, string> = {}): RunningConfig {
  return {
    ...parseConfig({ PORT: '0', LOG_LEVEL: 'error', DATA_DIR: dataFolderOf(databaseUrl), ...settings }),
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: 'a secret that only these tests know',
    VAPID_PUBLIC_KEY: vapidPublicKey,
    VAPID_PRIVATE_KEY: vapidPrivateKey,
  };
}
