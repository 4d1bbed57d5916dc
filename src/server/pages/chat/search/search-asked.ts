import type { SearchOrder } from '../../../../shared/search.js';

/** What somebody asks the page of the search. */
export interface SearchAsked {
  q: string;
  order: SearchOrder;
  cursor?: string | undefined;
  /** In which its days are, where the browser says so. */
  zone?: string | undefined;
  language: string;
}
