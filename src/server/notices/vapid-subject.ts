/**
 * Whom a push service can turn to about this server (RFC 8292): its address, else that of its mail. Without either it is only used on
 * the machine that it runs on, or tried out.
 */
export function vapidSubject({
  PUBLIC_URL,
  MAIL_FROM,
}: {
  PUBLIC_URL?: string | undefined;
  MAIL_FROM?: string | undefined;
}): string {
  if (PUBLIC_URL?.startsWith('https:')) return PUBLIC_URL;
  const address = /<([^<>]+)>\s*$/.exec(MAIL_FROM ?? '')?.[1] ?? MAIL_FROM;
  return `mailto:${address ?? 'nobody@localhost'}`;
}
