/**
 * In which order files of tests run: as Jest has it (by their time, where they ran here before; else by their size), but those that
 * take more than a minute come first, whatever their size. One that begins last keeps everybody waiting for it alone.
 */
import Sequencer from '@jest/test-sequencer';

const longest = [
  'proofs/torture/torture.test.ts',
  'start/start.test.ts',
  'rights/routes.test.ts',
  'cli/files-move.test.ts',
  'cli/commands.test.ts',
  'browser/uploads.test.ts',
  'browser/slow-network.test.ts',
  'presence/presence.test.ts',
  'platform/operations/every-operation.test.ts',
  'platform/media/limits.test.ts',
  'browser/where-one-stopped.test.ts',
  'start/start-failures.test.ts',
];

const isLong = ({ path }) => longest.some((file) => path.endsWith(`/test/${file}`));

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}
