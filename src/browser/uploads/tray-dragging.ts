/** Cards that are dragged to another place; a finger scrolls them instead, and has buttons for it. */
export function moveByDragging(list: HTMLElement, move: (id: string, to: number) => void): void {
  let dragged: HTMLElement | undefined;
  list.addEventListener('dragstart', (event) => {
    dragged = (event.target as Element).closest<HTMLElement>('.upload-card') ?? undefined;
    if (!dragged || !event.dataTransfer) return;
    event.dataTransfer.effectAllowed = 'move';
    // Firefox drags nothing without it.
    event.dataTransfer.setData('text/x-upload-card', dragged.dataset.file!);
    dragged.classList.add('is-dragged');
  });
  list.addEventListener('dragover', (event) => {
    if (!dragged) return;
    event.preventDefault();
    const over = (event.target as Element).closest<HTMLElement>('.upload-card');
    if (!over || over === dragged) return;
    const { left, width } = over.getBoundingClientRect();
    const others = [...list.querySelectorAll<HTMLElement>('.upload-card')].filter((card) => card !== dragged);
    const isBehind = event.clientX > left + width / 2 !== (getComputedStyle(list).direction === 'rtl');
    const to = others.indexOf(over) + Number(isBehind);
    const now = [...list.querySelectorAll('.upload-card')].indexOf(dragged);
    if (to !== now) move(dragged.dataset.file!, to);
  });
  list.addEventListener('drop', (event) => dragged && event.preventDefault());
  list.addEventListener('dragend', () => {
    dragged?.classList.remove('is-dragged');
    dragged = undefined;
  });
}
