/**
 * Keeps what is typed from the field that has the focus, until that is there which it is meant for; answers with how to end it,
 * which answers with the text.
 */
export function holdTyping(): () => string {
  let typed = '';
  const hold = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey, isComposing } = event;
    const isText = key.length === 1;
    if (ctrlKey || metaKey || altKey || isComposing) return;
    if (!isText && key !== 'Backspace' && key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    if (isText) typed += key;
    else if (key === 'Backspace') typed = typed.slice(0, -1);
  };
  document.addEventListener('keydown', hold, { capture: true });
  return () => {
    document.removeEventListener('keydown', hold, { capture: true });
    return typed;
  };
}

/** Nobody writes on into the room that they leave. */
export function leaveField(): void {
  const { activeElement } = document;
  if (activeElement?.closest('#composer')) (activeElement as HTMLElement).blur();
}

export const isTyping = ({ key, ctrlKey, metaKey }: KeyboardEvent) =>
  key.length === 1 && !ctrlKey && !metaKey;
