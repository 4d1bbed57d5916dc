/** Why the server or a command could not start: `message` is one sentence for the person at the terminal, who sees nothing else. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}
