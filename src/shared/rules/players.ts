/** Whose players may stand in a frame on our pages, once somebody wants to see the video: those that set no cookies before. */
export const playerOrigins = ['https://www.youtube-nocookie.com', 'https://player.vimeo.com'];
