/**
 * A message's HTML as a page shows it. What is kept is the same for everybody and in no language; what is said of it, and where the
 * keyboard stops, is added here. All signs that people wrote are escaped in it: what is looked for is our own.
 */
export interface ShownTexts {
  table: string;
  done: string;
  notDone: string;
  hidden: string;
}

export function shownHtml(html: string, texts: () => ShownTexts): string {
  if (!/<pre|class="(?:spoiler|ta)/.test(html)) return html;
  const { table, done, notDone, hidden } = texts();
  const says = (text: string) => `aria-label="${text.replaceAll('"', '&quot;')}"`;
  return html
    .replaceAll('</pre>', '</pre></div>')
    .replace(/<pre>(?=<code class="language-([^"]+))/g, '<pre data-language="$1">')
    .replaceAll('<pre', '<div class="code-block"><pre tabindex="0"')
    .replaceAll(
      '<div class="table-frame">',
      `<div class="table-frame" tabindex="0" role="group" ${says(table)}>`,
    )
    .replaceAll('class="task-mark">[x]', `class="task-mark is-done" role="img" ${says(done)}>`)
    .replaceAll('class="task-mark">[ ]', `class="task-mark" role="img" ${says(notDone)}>`)
    .replaceAll(
      '<span class="spoiler">',
      `<span class="spoiler" tabindex="-1"><span class="spoiler-key" tabindex="0" role="button" ${says(hidden)}></span>`,
    );
}
