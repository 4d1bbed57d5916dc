/** What the running server says, how loudly, and in which form. */
import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Config } from '../../config/config.js';
import { sourceLines } from './source-lines.js';

const levels: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

/** Silent while starting, when what fails is thrown and said in one sentence; `open` when the server runs. */
export class ServerLog extends ConsoleLogger {
  private readonly level: LogLevel;

  constructor({ LOG_LEVEL, LOG_FORMAT }: Pick<Config, 'LOG_LEVEL' | 'LOG_FORMAT'>) {
    const isVerbose = LOG_LEVEL === 'debug' || LOG_LEVEL === 'verbose';
    const json = LOG_FORMAT === 'json' || (LOG_FORMAT === 'auto' && !process.stdout.isTTY);
    super({
      json,
      flattenParams: true,
      // Said either way: left undefined, the library colours what goes into a file.
      colors: !json && process.stdout.isTTY === true,
      logLevels: isVerbose ? upTo(LOG_LEVEL) : [],
    });
    this.level = LOG_LEVEL;
  }

  open(): void {
    this.setLogLevels(upTo(this.level));
  }

  override error(message: unknown, ...rest: unknown[]): void {
    super.error(message, ...rest.map((each) => (typeof each === 'string' ? sourceLines(each) : each)));
  }

  /** With the `time` in UTC first, beside the library's milliseconds: logs are read by people after all. */
  protected override getJsonLogObject(...given: Parameters<ConsoleLogger['getJsonLogObject']>) {
    const line = super.getJsonLogObject(...given);
    return { time: new Date(line.timestamp).toISOString(), ...line };
  }
}

/** A level and everything more serious. */
function upTo(level: LogLevel): LogLevel[] {
  return levels.slice(0, levels.indexOf(level) + 1);
}
