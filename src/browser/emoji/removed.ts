/** Own emoji that were removed: their pictures do not come any more, and their names stand there. */
document.addEventListener('error', ({ target }) => sayName(target), true);
// Their pictures may have been asked for before this was there.
for (const image of document.querySelectorAll<HTMLImageElement>('img.emoji-picture'))
  if (image.complete && image.naturalWidth === 0) sayName(image);

function sayName(image: EventTarget | null): void {
  if (image instanceof HTMLImageElement && image.classList.contains('emoji-picture'))
    image.replaceWith(image.alt);
}

export {};
