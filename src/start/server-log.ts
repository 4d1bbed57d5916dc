/** What the running server says, and how loudly. */
import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Config } from '../config/config.js';

const levels: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

/** Silent while starting, when what fails is thrown and said in one sentence; `open` when the server runs. */
export class ServerLog extends ConsoleLogger {
  constructor(private readonly level: Config['LOG_LEVEL']) {
    const isVerbose = level === 'debug' || level === 'verbose';
    super({ colors: process.stdout.isTTY, logLevels: isVerbose ? upTo(level) : [] });
  }

  open(): void {
    this.setLogLevels(upTo(this.level));
  }
}

/** A level and everything more serious. */
function upTo(level: LogLevel): LogLevel[] {
  return levels.slice(0, levels.indexOf(level) + 1);
}
