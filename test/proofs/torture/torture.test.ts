/** The short set of `npm run torture`, as everybody runs it, with patience: the other tests keep the machine busy. */
import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { projectRoot } from '../../../src/server/config/project-root.js';

/** Its output and exit code. */
async function torture(...given: string[]): Promise<{ code: number | null; output: string }> {
  const command = ['--import', './test/support/typescript.mjs', 'test/proofs/torture/main.ts', ...given];
  const child = spawn(process.execPath, command, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

/** What the report says of each fault and defect that did not come out as it must. */
const failures = (output: string) =>
  output.split(/\n(?=\S)/).filter((part) => /^ {2}(fail|inconclusive|NOT as expected)/m.test(part));

describe('The torture', () => {
  test('finds nothing lost, doubled or reordered in its short set, and finds three known defects', async () => {
    const { code, output } = await torture('--short', '--seed', '1', '--patience', '4');
    // The whole report, so that whoever sees this fail need not run it again; what failed comes first.
    expect({ failures: failures(output), code, output }).toEqual({
      failures: [],
      code: 0,
      output: expect.stringMatching(/\| kill-server-once .* pass +\|/),
    });
    for (const fault of ['acks-lost', 'stop-postgres-2s', 'fuzz-shortly'])
      expect(output).toMatch(new RegExp(`\\| ${fault} .* pass`));
    for (const sabotage of ['no-unique-key', 'presence-never-expires', 'swapped-seqs'])
      expect(output).toMatch(new RegExp(`\\| ${sabotage} +\\| caught`));
  }, 600_000);

  test('says which faults and defects there are to whoever misspells one', async () => {
    const { code, output } = await torture('--only', 'flood');
    expect(code).toBe(1);
    expect(output).toContain('There is no fault flood. There are: calm, kill-server');
  });
});
