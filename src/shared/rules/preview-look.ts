/** How the preview of a message shows, on both sides: views/messages/preview.hbs. */
import { filePath } from '../paths.js';
import type { PreviewView } from '../previews.js';

/** A picture beside the words is cut to what is square; one that is most of what there is keeps its shape. */
export function previewLook({ picture, issue, ...preview }: PreviewView) {
  return {
    ...preview,
    picture: picture && { ...picture, href: filePath(picture, picture.hasThumb && 'thumb') },
    issue: issue && `${issue.repository} #${issue.number}`,
    isVideo: preview.kind === 'video',
  };
}
