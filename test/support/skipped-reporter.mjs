/** Says in one line, after everything else, what could not be tried on this machine: the suites that test/support/needs.ts has skipped. */
export default class SkippedReporter {
  onRunComplete(_contexts, { testResults }) {
    const needs = new Map();
    for (const { testResults: tests } of testResults)
      for (const { ancestorTitles, status } of tests) {
        const need = /\[needs (.*)\]$/.exec(ancestorTitles[0] ?? '')?.[1];
        if (need && status === 'pending') needs.set(need, (needs.get(need) ?? 0) + 1);
      }
    if (needs.size === 0) return;
    const parts = [...needs].map(([need, count]) => `${count} for want of ${need}`);
    // Behind the summary, which jest's own reporter writes after all others.
    process.once('exit', () => console.error(`\nSKIPPED on this machine: ${parts.join(', ')}.`));
  }
}
