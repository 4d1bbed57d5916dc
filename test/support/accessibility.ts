/** The rules of axe-core for WCAG 2.2 AA. */
import axe from 'axe-core';
import type { Person } from './browser.js';

const rules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

interface Violation {
  id: string;
  nodes: { html: string }[];
}

/** What the page as it is now offends against; each with the elements concerned. */
export async function violations({ page }: Person): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<Violation[]>(
    `axe.run(document, ${JSON.stringify(rules)}).then((r) => r.violations)`,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}
