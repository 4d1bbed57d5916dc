/** The process that looks at files; looker.ts starts it, with the pid of the server and the bytes that it may hold. */
import { writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Job, Report } from '../facts.js';
import { NotTaken } from '../not-taken.js';
import { look } from './look.js';

/**
 * In a thread of its own, as decoders keep this one busy for as long as they like. A server that is killed cannot end its
 * processes; whoever they are left to is somebody else.
 */
const watch = `
  const { workerData } = require('node:worker_threads');
  setInterval(() => {
    if (process.ppid !== workerData.server || process.memoryUsage.rss() > workerData.memory)
      process.kill(process.pid, 'SIGKILL');
  }, 25);
`;

const [server, memory] = process.argv.slice(2).map(Number);
new Worker(watch, { eval: true, workerData: { server, memory }, env: {} });
endFirst();
process.once('disconnect', () => process.exit());
process.on('message', (job: Job) => void work(job));
say({ ready: true });

async function work(job: Job): Promise<void> {
  say(await reportOn(job));
  process.chdir('/');
}

async function reportOn(job: Job): Promise<Report> {
  try {
    // What a crash leaves behind goes with the job's own folder.
    process.chdir(job.folder);
    return { found: await look(job, (typed) => say({ typed })) };
  } catch (error) {
    if (error instanceof NotTaken) return { refusal: error.sentence };
    return { failure: (error instanceof Error && error.stack) || String(error) };
  }
}

function say(report: Report): void {
  process.send!(report);
}

/** Where the machine runs out of memory, it is this process that ends. */
function endFirst(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // Not on every system.
  }
}
