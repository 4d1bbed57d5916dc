/** The environment, parsed once. Nothing else reads process.env. */
import { z } from 'zod';
import { mailFrom, missingForMail, smtpUrl } from './mail-settings.js';
import { settingVariables } from './setting-variables.js';

const filesUrl = z
  .string()
  .regex(/^(file:\/\/\/|s3:\/\/)/, 'must be file:///folder or s3://key:secret@host/bucket');

const flag = (fallback: 'on' | 'off') =>
  z
    .enum(['on', 'off'], 'must be on or off')
    .default(fallback)
    .transform((value) => value === 'on');

/** Each setting with its default. `describe` is what the README and `npm run config` say of it. */
export const configSchema = z.object({
  PORT: z.coerce
    .number('must be a number from 0 to 65535')
    .int('must be a number from 0 to 65535')
    .min(0, 'must be a number from 0 to 65535')
    .max(65535, 'must be a number from 0 to 65535')
    .default(3000)
    .describe('Port to listen on; 0 takes any free one and prints it'),
  HOST: z
    .string()
    .min(1, 'must be an address')
    .default('127.0.0.1')
    .describe('Address to listen on; 0.0.0.0 for all'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://chat.example.org' })
    .refine(
      (url) => !URL.canParse(url) || `${new URL(url).origin}/` === new URL(url).href,
      'must be an address without a path, such as https://chat.example.org: Samovar takes a whole name',
    )
    .transform((url) => new URL(url).origin)
    .optional()
    .describe('The address people open, when a proxy stands before Samovar'),
  HSTS: z
    .string()
    .regex(/^(off|\d{1,10}(; includeSubDomains)?(; preload)?)$/, 'must be off or a number of seconds')
    .default('31536000')
    .describe(
      'Seconds for which browsers insist on TLS, with an https PUBLIC_URL; `; includeSubDomains` may follow; 0 makes them forget, off says nothing',
    ),
  TRUST_PROXY: z
    .string()
    .optional()
    .describe(
      "Proxies whose X-Forwarded-* headers count: a number of hops, or addresses; Express's `trust proxy`",
    ),
  DATA_DIR: z
    .string()
    .min(1, 'must be a folder')
    .default('./data')
    .describe('Where the database and the secrets live'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgresql://user:password@host:5432/name' })
    .optional()
    .describe('An external PostgreSQL (15 or later) instead of the embedded one'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must look like redis://host:6379' })
    .optional()
    .describe('Redis between several nodes'),
  SMTP_URL: smtpUrl
    .optional()
    .describe(
      'The server that takes mail: smtps://user:password@host, or smtp:// with STARTTLS; ?tls=off for one in your own network that has none',
    ),
  MAIL_FROM: mailFrom
    .optional()
    .describe('Who mails come from, with SMTP_URL: chat@example.org or Samovar <chat@example.org>'),
  SESSION_SECRET: z
    .string()
    .min(32, 'must have 32 characters at least')
    .optional()
    .describe('Signs cookies; generated into DATA_DIR when not set. The same on all nodes'),
  VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^[\w-]{87}$/, 'must be 65 bytes in base64url')
    .optional()
    .describe(
      'By which push services know this server, with VAPID_PRIVATE_KEY; generated into DATA_DIR when not set. The same on all nodes',
    ),
  VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url')
    .optional()
    .describe('See VAPID_PUBLIC_KEY'),
  OUTGOING: z
    .enum(['public', 'any'], 'must be public or any')
    .default('public')
    .describe(
      'Which addresses that people give the server turns to: public ones by https (links by http and at ports from 1024, too), or any, also in your network',
    ),
  ADMIN_USERNAME: z
    .string()
    .optional()
    .describe('With ADMIN_PASSWORD: the administrator made on an empty server'),
  ADMIN_PASSWORD: z.string().optional().describe('See ADMIN_USERNAME'),
  FILES_URL: filesUrl
    .optional()
    .describe(
      'Where files are kept: file:///folder, or s3://key:secret@host/bucket with ?region=, ?tls=off, ?reads=direct; the folder files in DATA_DIR when not set',
    ),
  RATE_LIMITS: flag('on').describe('off for load tests only'),
  LOG_LEVEL: z
    .enum(['error', 'warn', 'log', 'debug', 'verbose'], 'must be error, warn, log, debug or verbose')
    .default('log')
    .describe('How much the server says'),
  LOG_FORMAT: z
    .enum(['auto', 'text', 'json'], 'must be auto, text or json')
    .default('auto')
    .describe('text for people, json for programs; auto is text on a terminal, json elsewhere'),
  ...settingVariables,
});

const environmentSchema = configSchema.superRefine(({ VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY }, context) => {
  const isMissing = (name: string) =>
    context.addIssue({
      code: 'custom',
      path: [name],
      message: 'must be given, too: the two keys are a pair',
    });
  if (VAPID_PRIVATE_KEY !== undefined && VAPID_PUBLIC_KEY === undefined) isMissing('VAPID_PUBLIC_KEY');
  if (VAPID_PUBLIC_KEY !== undefined && VAPID_PRIVATE_KEY === undefined) isMissing('VAPID_PRIVATE_KEY');
});

export type Config = z.output<typeof configSchema>;

/** Injection token of the parsed Config, its secrets and DATABASE_URL filled in by the start. */
export const CONFIG = Symbol('CONFIG');

/** A Config as it is when the server runs: the start has made what was not given. */
export type RunningConfig = Config & {
  SESSION_SECRET: string;
  DATABASE_URL: string;
  VAPID_PUBLIC_KEY: string;
  VAPID_PRIVATE_KEY: string;
  /** Where the PostgreSQL inside keeps its data; undefined with an external one. */
  databaseFolder?: string;
};

/** Thrown for a bad environment; the message has one line for each bad variable. */
export class ConfigError extends Error {}

/** Parses an environment. Empty variables count as not set, as container files write them. */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = environmentSchema.safeParse(given);
  const complaints = result.success
    ? missingForMail(result.data)
    : result.error.issues.map(({ path, message }) => [path.join('.'), message]);
  if (result.success && complaints.length === 0) return result.data;
  throw new ConfigError(complaints.map((complaint) => complaint.join(' ')).join('\n'));
}
