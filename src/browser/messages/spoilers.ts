/** What is hidden in messages, wherever these stand, shows when it is pressed; by its key, it hides again. */
export function watchSpoilers(): void {
  document.addEventListener('click', ({ target }) => {
    const spoiler = spoilerAt(target);
    if (spoiler) show(spoiler, !isKey(target) || !isShown(spoiler));
  });
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    const spoiler = spoilerAt(target);
    if (!spoiler || !isKey(target) || !['Enter', ' '].includes(key)) return;
    event.preventDefault();
    show(spoiler, !isShown(spoiler));
  });
}

function show(spoiler: HTMLElement, isOn: boolean): void {
  spoiler.classList.toggle('is-shown', isOn);
  spoiler.querySelector('.spoiler-key')!.setAttribute('aria-expanded', String(isOn));
}

const isShown = (spoiler: HTMLElement) => spoiler.matches('.is-shown');
const isKey = (target: EventTarget | null) => (target as Element).matches('.spoiler-key');
const spoilerAt = (target: EventTarget | null) =>
  (target as Element | null)?.closest?.<HTMLElement>('.spoiler') ?? null;
