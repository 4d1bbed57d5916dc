/** Whatever has the focus, what is typed or pasted goes into the field one writes in, unless it is meant for something else. */

/** `mayWrite`: false while the reader is on the way to another room, of which nothing is shown yet. */
export function watchTypingAnywhere(mayWrite: () => boolean): void {
  document.addEventListener('keydown', (event) => {
    if (isText(event) && mayWrite()) fieldFor(event)?.focus({ preventScroll: true });
  });
  document.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain');
    const field = text && mayWrite() ? fieldFor(event) : undefined;
    if (!text || !field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
}

/** A character, or the beginning of one: a dead key, an input method. */
function isText(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.metaKey) return false;
  // Where AltGr writes characters, it comes as both.
  if ((event.ctrlKey || event.altKey) && !event.getModifierState('AltGraph')) return false;
  if (event.key === ' ') return (event.target as Element).closest('a, button, summary, [role]') === null;
  return event.key.length === 1 || event.key === 'Dead' || event.key === 'Process';
}

const isMeantElsewhere = 'input, textarea, select, [contenteditable], [role=menu], .sidebar';

/** Where what is typed goes; undefined where that is meant for something else. */
export function fieldFor({ target }: Event): HTMLTextAreaElement | undefined {
  if ((target as Element).closest?.(isMeantElsewhere)) return undefined;
  if (document.querySelector('dialog[open], :popover-open')) return undefined;
  const thread = (target as Element).closest?.('#thread');
  const field = (thread ?? document).querySelector<HTMLTextAreaElement>(
    thread ? 'textarea' : '#composer #text',
  );
  return field?.checkVisibility() ? field : undefined;
}
