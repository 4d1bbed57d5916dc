/** The bench's side of the load generator. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Command, Order, Result } from '../generator/main.js';
import { track } from './child.js';
import { heldTo } from './cores.js';

export class Generator {
  private constructor(private readonly child: ReturnType<typeof fork>) {}

  static start({ takesAllCores = false } = {}): Generator {
    const [execPath, ...execArgv] = [...(takesAllCores ? [] : heldTo('generator')), process.execPath];
    const child = fork(join(import.meta.dirname, 'generator.js'), {
      execPath,
      execArgv,
      serialization: 'advanced',
    });
    void track(child);
    return new Generator(child);
  }

  /** One command at a time. */
  run<Name extends Command>(name: Name, order: Order<Name>): Promise<Result<Name>> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error('The load generator has ended.'));
      this.child.once('exit', ended);
      this.child.once('message', (answer: { result: Result<Name> } | { error: string }) => {
        this.child.off('exit', ended);
        if ('error' in answer) reject(new Error(answer.error));
        else resolve(answer.result);
      });
      this.child.send({ name, order });
    });
  }

  stop(): void {
    this.child.disconnect();
  }
}
