/**
 * What came of the tests, at the end of CI's output: `node .ci/summary.mjs <results of jest> [<results of the second try>]`.
 * Names what was tried again and what failed; the last line is `N passed, M failed`. Ends with 1 when something failed.
 * `--failed-files <results>` prints the files with failures instead.
 */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const [first, second] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

/** Jest's own results for each file. */
function filesOf(results) {
  if (!results || !existsSync(results)) return [];
  return JSON.parse(readFileSync(results, 'utf8')).testResults;
}

const nameOf = (file) => relative(process.cwd(), file.name);
const failedIn = (file) => file.assertionResults.filter(({ status }) => status === 'failed');
/** With what was received: the first three lines of a difference only say that there is one. */
const beginning = (message = '') =>
  stripVTControlCharacters(message).replaceAll(/\s+/g, ' ').trim().slice(0, 1_000);

function print(title, lines) {
  if (lines.length) console.log(`\n${title}\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

/** A line for each failed test; one for a file that failed as a whole. */
function failures(file) {
  const failed = failedIn(file);
  if (!failed.length) return [`${nameOf(file)} › the file itself: ${beginning(file.message)}`];
  return failed.map(
    ({ fullName, failureMessages }) => `${nameOf(file)} › ${fullName}: ${beginning(failureMessages[0])}`,
  );
}

function retries(file) {
  return file.assertionResults
    .filter(({ invocations, status }) => invocations > 1 && status === 'passed')
    .map(
      ({ fullName, invocations, retryReasons }) =>
        `${nameOf(file)} › ${fullName} (passed at try ${invocations}): ${beginning(retryReasons?.[0])}`,
    );
}

const files = filesOf(first);
const again = filesOf(second);
const failedFiles = files.filter(({ status }) => status === 'failed');

if (process.argv.includes('--failed-files')) {
  console.log(failedFiles.map(nameOf).join('\n'));
} else {
  const final = files.map((file) => again.find(({ name }) => name === file.name) ?? file);
  const failed = final.filter(({ status }) => status === 'failed');
  const tests = final.flatMap(({ assertionResults }) => assertionResults);
  const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length;
  // A file that failed as a whole counts as one.
  const failedCount = failed.reduce((sum, file) => sum + Math.max(1, failedIn(file).length), 0);
  const skipped = count('pending', 'todo', 'skipped');

  print('Passed only when tried again:', [...files, ...again].flatMap(retries));
  if (again.length)
    print('Failed, so their files were run a second time, alone:', failedFiles.flatMap(failures));
  print('Failed:', failed.flatMap(failures));
  if (!files.length) console.log('The tests have left no results.');
  console.log(`\n${count('passed')} passed, ${failedCount} failed${skipped ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failedCount || !files.length ? 1 : 0;
}
