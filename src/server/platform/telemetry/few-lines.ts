import type { Logger } from '@nestjs/common';

/** Lines in any one second, from the first one on; those beyond are counted, and the count is said at its end. */
const mostAtOnce = 20;
const span = 1_000;

/** What strangers can make happen as often as they like must not fill the disk with lines, nor hide that it happens. */
export class FewLines {
  private said = 0;
  private leftOut = 0;

  constructor(
    private readonly logger: Logger,
    private readonly level: 'log' | 'warn',
  ) {}

  say(message: string, details: Record<string, unknown> = {}): void {
    if (this.said === 0) setTimeout(() => this.begin(), span).unref();
    if (this.said < mostAtOnce) {
      this.said++;
      this.logger[this.level](message, details);
    } else this.leftOut++;
  }

  private begin(): void {
    if (this.leftOut > 0)
      this.logger[this.level](`Left out ${this.leftOut} more lines like the last ones, of one second.`, {
        leftOut: this.leftOut,
      });
    this.said = 0;
    this.leftOut = 0;
  }
}
