/** What the server prints when it is ready: where it is, and the links that let the first people in. */
import { setupCode } from '../auth/sign-in/link-codes.js';
import type { RunningConfig } from '../config/config.js';

interface Doors {
  hasAdministrator: boolean;
  /** Where only those with a link register. */
  registrationLink: string | null;
}

export function readyLines(
  config: RunningConfig,
  listening: string,
  { hasAdministrator, registrationLink }: Doors,
): string[] {
  const address = config.PUBLIC_URL ?? listening;
  const behind = config.PUBLIC_URL ? ` (people open ${config.PUBLIC_URL})` : '';
  const lines = [`Samovar is ready at ${listening}${behind}`];
  if (!hasAdministrator)
    lines.push(`Create its administrator at ${address}/setup#${setupCode(config.SESSION_SECRET)}`);
  if (registrationLink) lines.push(`People register at ${address}${registrationLink}`);
  if (config.PUBLIC_URL && config.TRUST_PROXY === undefined)
    lines.push(
      'WARNING: PUBLIC_URL is set and TRUST_PROXY is not. Everybody who comes through a proxy counts as one address: set TRUST_PROXY=1 behind one, TRUST_PROXY=false without.',
    );
  if (!config.RATE_LIMITS)
    lines.push(
      'WARNING: RATE_LIMITS=off. Anybody may guess passwords and flood rooms as fast as they like: for load tests only.',
    );
  return lines;
}

/** `http://127.0.0.1:3000`; an address that means "all of them" is shown as one that can be opened. */
export function listeningAddress(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
