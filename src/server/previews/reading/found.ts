/** What is found where a link leads. */
import type { PreviewView } from '../../../shared/previews.js';

export interface Found extends Omit<PreviewView, 'url' | 'picture'> {
  picture?: {
    /** On the web. */
    url: string;
    /** Of our copy, in hex, once there was one. */
    sha256?: string;
  };
}
