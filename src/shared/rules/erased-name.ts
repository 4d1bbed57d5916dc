/** What whoever was erased is called, in English: pages and scripts say it in their reader's language. Nobody chooses it as a name. */
export const erasedName = 'Somebody who left';
