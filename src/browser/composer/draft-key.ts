/** Where the draft of a person for a room is kept. */
export const draftKey = (userId: number, roomId: number): string => `samovar.draft.${userId}.${roomId}`;
