/** Light or dark at once, without loading the page anew; the server keeps the choice for the next one. */
export function watchThemeSwitch(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches('.theme-switch') || !(event.submitter instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form, event.submitter)) body.append(name, value as string);
    const theme = event.submitter.value;
    document.documentElement.dataset.theme = theme;
    document.querySelector('meta[name=color-scheme]')!.setAttribute('content', theme);
    // What surrounds the page, the title bar of an installed app for example.
    const { backgroundColor } = getComputedStyle(document.body);
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]'))
      meta.content = backgroundColor;
    // The button that was pressed is hidden now; its neighbour takes it back.
    const focused = form.querySelector<HTMLElement>(theme === 'dark' ? '.to-light' : '.to-dark');
    if (event.submitter.matches(':focus')) focused?.focus();
    // Not kept: the page has its colours all the same, only the next one does not know.
    fetch(form.action, { method: 'POST', body, redirect: 'manual' }).catch(() => undefined);
  });
}
