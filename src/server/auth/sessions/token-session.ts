/** What the sockets of an API token stand under where those of a browser stand under their session's id. */
export const tokenSession = (tokenId: number) => `token-${tokenId}`;
