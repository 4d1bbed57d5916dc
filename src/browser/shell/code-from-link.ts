/**
 * The code behind the # of a link, which no server sees by itself: into the form that asks for it, and out of the address,
 * so that the browser's history does not keep it.
 */
export function takeCodeFromLink(): void {
  const field = document.querySelector<HTMLInputElement>('[data-code-from-link]');
  if (!field) return;
  take(field);
  // Another link of the same kind, opened in this tab, loads no page.
  window.addEventListener('hashchange', () => take(field));
}

function take(field: HTMLInputElement): void {
  const code = location.hash.slice(1);
  if (code === '') return;
  history.replaceState(history.state, '', location.pathname + location.search);
  field.value = code;
  field.form!.requestSubmit();
}
