/** What a message's link leads to, as it stands in the element of the message. */
import type { PreviewView } from '../../shared/previews.js';

const previewIn = (element: HTMLElement) => element.querySelector<HTMLElement>(':scope > .preview');

const linkOf = (preview: HTMLElement) => preview.querySelector<HTMLAnchorElement>('.preview-words')!;

/** One that shows the same stays, as a video may be playing in it. */
export function replacePreview(old: HTMLElement, fresh: HTMLElement): void {
  const [was, is] = [previewIn(old), previewIn(fresh)];
  if (was && is && linkOf(was).href === linkOf(is).href) return;
  const hadFocus = was?.contains(document.activeElement) ?? false;
  was?.remove();
  // Below what was said: text, or files.
  if (is) [...old.querySelectorAll(':scope > :is(.message-text, .files)')].at(-1)!.after(is);
  if (hadFocus) old.focus();
}

/** As the server put it on the page. */
export function previewOn(element: HTMLElement): PreviewView | undefined {
  const preview = previewIn(element);
  if (!preview) return undefined;
  const link = linkOf(preview);
  const textOf = (selector: string) => link.querySelector(selector)?.textContent;
  const [title, description, site, issue] = [
    ...[textOf('.preview-title'), textOf('.preview-description')],
    ...[textOf('[data-site]'), textOf('[data-issue]')],
  ];
  const player = preview.querySelector<HTMLElement>('[data-player]')?.dataset.player;
  const [repository, number] = issue?.split(' #') ?? [];
  const picture = pictureOn(preview);
  return {
    url: link.getAttribute('href')!,
    kind: preview.dataset.preview as PreviewView['kind'],
    ...(title && { title }),
    ...(description && { description }),
    ...(site && { site }),
    ...(player && { player }),
    ...(repository && { issue: { repository, number: Number(number) } }),
    ...(picture && { picture }),
  };
}

function pictureOn(preview: HTMLElement): PreviewView['picture'] {
  const picture = preview.querySelector<HTMLImageElement>('img');
  if (!picture) return undefined;
  const { file, name, thumb } = picture.dataset;
  const [width, height] = [picture.getAttribute('width'), picture.getAttribute('height')].map(Number);
  return {
    ...{ id: Number(file), name: name! },
    ...(width && height && { width, height }),
    ...(thumb !== undefined && { hasThumb: true }),
  };
}
