/** What a page says after a redirect to `?done=…`: one of our sentences, never what stands in the address. */
export const noticeFor = (done: unknown, notices: Record<string, string>): string | undefined =>
  typeof done === 'string' && Object.hasOwn(notices, done) ? notices[done] : undefined;
