/** A block of code has a button that copies it, once there are scripts that can. */
import { render } from './tool-templates.js';

export function addCopyButtons(message: HTMLElement): void {
  for (const block of message.querySelectorAll('.code-block:not(:has(.code-copy))'))
    block.append(render.codeCopy());
}

/** Undefined where something else was pressed. */
export const codeAt = (pressed: Element): string | undefined =>
  pressed.closest('.code-copy')?.parentElement!.querySelector('code')!.textContent.trimEnd();
