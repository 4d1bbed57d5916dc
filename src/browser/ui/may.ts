/** What the server lets the reader make: others are not offered it. */
type Made = 'rooms' | 'groups';

export const may = (make: Made): boolean => document.body.dataset.makes!.split(' ').includes(make);
