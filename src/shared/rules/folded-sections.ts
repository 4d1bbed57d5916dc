/** The sections of the list of rooms, and the cookie in which a browser keeps the names of those that are folded, with dots between. */
export const sections = ['you', 'favourites', 'rooms'] as const;
export const foldedCookie = 'samovar.folded';
