/** What is out of date beneath the server, said once at start. Nothing stops because of it. */

/** The last day of security fixes of each major version of Node.js: https://github.com/nodejs/Release. */
const lastFixes: Record<number, string> = {
  20: '2026-04-30',
  21: '2024-06-01',
  22: '2027-04-30',
  23: '2025-06-01',
  24: '2028-04-30',
  25: '2026-06-01',
};

/** The newest PostgreSQL of each major version that was out when this Samovar was made. */
const newestPostgres: Record<number, string> = { 18: '18.6' };

/** `postgres` as in `18.4.0-beta.17-linux-x64`, undefined with an external one. */
export function adviceLines(now: Date, node: string, postgres: string | undefined): string[] {
  const ended = lastFixes[Number.parseInt(node)];
  const lines: string[] = [];
  if (ended !== undefined && now > new Date(ended))
    lines.push(
      `WARNING: Node.js ${node} works, but has had no security fixes since ${ended}: change to Node.js 24.`,
    );
  const present = /^\d+\.\d+/.exec(postgres ?? '')?.[0];
  const newest = newestPostgres[Number.parseInt(present ?? '')];
  if (present !== undefined && newest !== undefined && minor(present) < minor(newest))
    lines.push(
      `WARNING: the PostgreSQL inside is ${present}, and ${newest} is out: its fixes are missing here. See "Updates" in the README.`,
    );
  return lines;
}

const minor = (version: string) => Number(version.split('.')[1]);
