/** Blocks of code, in colours where whoever formats them has any. */
import type { MarkdownIt } from 'markdown-it';

/** What is made of some code in a language, as somebody named it: safe HTML, or null where it stays as it is. */
export type Highlight = (code: string, language: string) => string | null;

export function code({ renderer, utils }: MarkdownIt): void {
  renderer.rules.fence = (tokens, index, _options, env) => {
    const { info, content } = tokens[index]!;
    const language = languageOf(info);
    if (language === undefined) return `<pre><code>${utils.escapeHtml(content)}</code></pre>\n`;
    const { highlight } = (env ?? {}) as { highlight?: Highlight };
    const shown = highlight?.(content, language) ?? utils.escapeHtml(content);
    return `<pre><code class="language-${language}">${shown}</code></pre>\n`;
  };
}

/** No name of a language has other signs. */
const languageOf = (info: string): string | undefined => /^\s*([\w+#.-]{1,20})(?!\S)/.exec(info)?.[1];
