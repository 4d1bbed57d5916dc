/**
 * Whether one writes with a keyboard on the screen: a finger is all there is to point with. A mouse, or a keyboard with its
 * touch pad, makes a tablet a desk.
 */
const finger = matchMedia('(pointer: coarse)');
const alsoFine = matchMedia('(any-pointer: fine)');

export const hasOnScreenKeyboard = (): boolean => finger.matches && !alsoFine.matches;
