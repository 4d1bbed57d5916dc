/** `npm run config`: every setting, its value here, and what it is for. */
import { type Config, configSchema, parseConfig } from '../config/config.js';
import { sentenceFor } from '../start/failure.js';

/** Settings whose value, or part of it, must not be seen over somebody's shoulder or pasted into a report. */
const secrets: (keyof Config)[] = ['SESSION_SECRET', 'VAPID_PRIVATE_KEY', 'ADMIN_PASSWORD'];
const withPassword: (keyof Config)[] = ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'FILES_URL'];

try {
  console.log(settingsTable(process.env));
} catch (error) {
  console.error(sentenceFor(error));
  process.exitCode = 1;
}

function settingsTable(environment: Record<string, string | undefined>): string {
  const config = parseConfig(environment);
  const rows = (Object.keys(configSchema.shape) as (keyof Config)[]).map((name) => [
    name,
    shown(name, config[name]),
    environment[name] ? 'given' : 'default',
    configSchema.shape[name].description ?? '',
  ]);
  return aligned([['SETTING', 'VALUE', 'FROM', 'MEANING'], ...rows]);
}

function shown(name: keyof Config, value: Config[keyof Config]): string {
  if (value === undefined) return '-';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (secrets.includes(name)) return '********';
  return withPassword.includes(name) ? withoutPassword(String(value)) : String(value);
}

/** Also in the query, where `pg` accepts a password as well. */
function withoutPassword(address: string): string {
  const url = new URL(address);
  if (url.password) url.password = '********';
  if (url.searchParams.has('password')) url.searchParams.set('password', '********');
  return url.href;
}

function aligned(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
