/** The files of a message as its element shows them: where a page begins, and where two states of it are compared. */
import type { FileKind, FileView } from '../../shared/files.js';

/** The files that an element shows; undefined where it has none. */
export function filesOn(message: HTMLElement): FileView[] | undefined {
  const files = message.querySelector<HTMLElement>(':scope > .files');
  if (!files) return undefined;
  const { waits } = files.dataset;
  if (waits) return JSON.parse(waits) as FileView[];
  const shown = new Map(
    [...files.querySelectorAll<HTMLElement>('[data-file]')].map((element) => [
      Number(element.dataset.file),
      fileOn(element),
    ]),
  );
  return files.dataset.files!.split(',').map((id) => shown.get(Number(id))!);
}

/** The one that an element with `data-file` shows. */
export function fileOn(element: HTMLElement): FileView {
  const { file, name, kind, type, size, width, height, seconds, waveform, pages } = element.dataset;
  const alt = element.querySelector<HTMLImageElement>('.shown:not([data-undescribed])')?.alt;
  const blur = element.querySelector<HTMLImageElement>('.blur')?.src ?? element.dataset.blur;
  const look = element.querySelector('.file-look')?.textContent;
  return {
    ...{ id: Number(file), name: name!, kind: kind as FileKind, type: type!, size: Number(size) },
    ...(width && { width: Number(width), height: Number(height) }),
    ...('thumb' in element.dataset && { hasThumb: true as const }),
    ...('animated' in element.dataset && { animated: true as const }),
    ...(seconds && { seconds: Number(seconds) }),
    ...(waveform && { waveform: waveform.split(',').map(Number) }),
    ...(pages && { pages: Number(pages) }),
    ...(alt && { alt }),
    ...(blur && { blur }),
    ...(look && { look }),
  };
}
