/** Whoever has not chosen a time zone is offered the one of their browser. */
export function guessZone(): void {
  const list = document.querySelector<HTMLSelectElement>('[data-guess-zone]');
  if (!list) return;
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  if ([...list.options].some(({ value }) => value === timeZone)) list.value = timeZone;
}
