/** The words of a message's text as they are read out: what its parts are called instead of how they look, and nothing that is hidden. */
export function readText(shown: Element): string {
  const text = shown.cloneNode(true) as Element;
  for (const part of text.querySelectorAll('.edited, .author, [aria-hidden=true], .code-copy')) part.remove();
  for (const hidden of text.querySelectorAll('.spoiler:not(.is-shown) > :last-child')) hidden.remove();
  for (const mark of text.querySelectorAll('.spoiler:not(.is-shown) > .spoiler-key, .task-mark'))
    mark.textContent = mark.ariaLabel;
  return text.textContent.trim().replace(/\s+/g, ' ');
}
