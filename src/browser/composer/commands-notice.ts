/** What `/help` tells: closed by its cross and by Esc, after which one writes on. */
export function watchCommands(notice: HTMLElement, field: HTMLElement | null, signal: AbortSignal): void {
  const close = () => {
    notice.hidden = true;
    field?.focus();
  };
  notice.querySelector('[data-close]')?.addEventListener('click', (event) => {
    event.preventDefault();
    close();
  });
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.shiftKey || notice.hidden) return;
      event.preventDefault();
      close();
    },
    { signal },
  );
}
