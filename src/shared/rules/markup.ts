const begins = /[*_`]|~~|\|\||^[ \t]*(?:\||:-|-[-|:])|^[ \t]*>|https?:\/\/|^[ \t]*(?:[-+]|\d{1,9}[.)])\s/m;

/** Whether a text has anything that formatting begins with; one without, as most are, is not parsed at all. */
export const mayBeFormatted = (text: string): boolean => begins.test(text);
