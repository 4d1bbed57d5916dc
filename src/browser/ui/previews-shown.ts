/** Whether what links lead to is shown: to this reader, and to anybody. Styles go by it, too, where it changes while a page is open. */

export const setPreviews = (areShown: boolean): void => {
  document.body.dataset.previews = areShown ? 'on' : 'off';
};

export const showsPreviews = (): boolean => document.body.dataset.previews !== 'off';

export const setLinks = (areLookedAt: boolean): void => {
  document.body.dataset.links = areLookedAt ? 'on' : 'off';
};

/** Others see what a link of the reader's leads to, even where the reader does not. */
export const looksAtLinks = (): boolean => document.body.dataset.links !== 'off';
