import { Logger } from '@nestjs/common';
import { findFault } from './probe.js';

/** Whether the quick ways are taken, found out once at the start. */
export class FastPath {
  private constructor(private readonly fault: string | null) {}

  static async tryOut(): Promise<FastPath> {
    return new FastPath(await findFault());
  }

  get isOpen(): boolean {
    return this.fault === null;
  }

  /** Says so when it is closed; called when the server runs, as a server that starts says nothing. */
  warn(): void {
    if (this.isOpen) return;
    new Logger('Socket').warn(
      `The quick way to write to sockets is closed: ${this.fault}. All goes the libraries’ own way, which is right but slower.`,
    );
  }
}
