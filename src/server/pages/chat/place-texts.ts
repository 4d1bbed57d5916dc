/** What scripts say of places in a room, and of the ways there. */
export const textsOfPlaces = ['Place in the room', '{{place}} of {{all}}'];
