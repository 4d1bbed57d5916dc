/** What a message's link leads to, as it stands in the element of the message. */
import type { PreviewView } from '../../shared/previews.js';

/** As the server put it on the page. */
export function previewOn(element: HTMLElement): PreviewView | undefined {
  const preview = element.querySelector<HTMLElement>(':scope > .preview');
  if (!preview) return undefined;
  const { waits } = preview.dataset;
  if (waits) return JSON.parse(waits) as PreviewView;
  const link = preview.querySelector<HTMLAnchorElement>('.preview-words')!;
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
