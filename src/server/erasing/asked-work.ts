import { Logger } from '@nestjs/common';
import { pollUnlessBusy } from '../platform/work/poll.js';

/** Milliseconds: what the command line asks for, or a node that died has left, is gone on with after so many. */
const lookEvery = 5_000;

/** Does one thing that is asked for, in small steps that can each be repeated, and leaves the rest when it is told to stop; false where there is none. */
type DoesOne = (isStopping: () => boolean) => Promise<boolean>;

/** What a table asks for and whichever node has time does: begun at once where it was asked for, and found by the others. */
export class AskedWork {
  private readonly logger = new Logger(AskedWork.name);
  private stopLooking = () => {};
  private isStopping = false;
  private round: Promise<void> | undefined;

  constructor(
    private readonly what: string,
    private readonly doOne: DoesOne,
  ) {}

  look(): void {
    this.stopLooking = pollUnlessBusy(lookEvery, () => this.goOn(), this.warn);
  }

  /** Begins at once what was just asked for here; nobody waits for it. */
  start(): void {
    void this.goOn().catch(this.warn);
  }

  async stop(): Promise<void> {
    this.stopLooking();
    this.isStopping = true;
    await this.round?.catch(() => undefined);
  }

  private goOn(): Promise<void> {
    this.round ??= this.doAll().finally(() => (this.round = undefined));
    return this.round;
  }

  private async doAll(): Promise<void> {
    while (!this.isStopping && (await this.doOne(() => this.isStopping)));
  }

  private readonly warn = (error: unknown): void =>
    this.logger.warn(`${this.what}, not yet: ${String(error)}`);
}
