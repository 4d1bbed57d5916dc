/** Work that may take for ever, as patterns do that go back and forth over a hostile text: it is broken off, wherever it is. */
import { createContext, Script } from 'node:vm';

interface Box {
  work?: (() => unknown) | undefined;
}

const box: Box = {};
const context = createContext(box);
const script = new Script('work()');

/** What `work` returns; undefined where it took longer. Nothing that it was changing may be used again unless it starts anew. */
export function withinTime<T>(milliseconds: number, work: () => T): T | undefined {
  box.work = work;
  try {
    return script.runInContext(context, { timeout: milliseconds }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  } finally {
    box.work = undefined;
  }
}
