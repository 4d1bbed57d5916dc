/** Whatever kept the server from starting, as one sentence for the person at the terminal. */
import { AppError } from '../platform/errors/app-error.js';
import { defaultLanguage, translator } from '../platform/languages/i18n.js';
import { saysFull } from '../platform/postgres/disk-room.js';
import { StartError } from '../platform/errors/start-error.js';
import { ConfigError } from '../config/config.js';

export function sentenceFor(error: unknown): string {
  if (error instanceof StartError) return error.message;
  if (error instanceof ConfigError)
    return `${error.message.replaceAll('\n', '; ')}. "npm run config" lists all settings.`;
  if (error instanceof AppError) return translator(defaultLanguage)(error.message, error.values);
  const { code, syscall, message } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (syscall === 'listen' || syscall === 'getaddrinfo') return listenSentence(code, error as ListenError);
  if (saysFull(message)) return `A disk is full (${message}): make room on it and start again.`;
  return `Samovar could not start: ${message || String(error)}`;
}

type ListenError = Error & { address?: string; hostname?: string; port?: number };

function listenSentence(code: string | undefined, { address, hostname, port, message }: ListenError): string {
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${address} is taken: stop the program that uses it, or set PORT to another one (0 takes any free one).`,
    EACCES: `This user may not listen on port ${port}: set PORT to one above 1023.`,
    EADDRNOTAVAIL: `This machine has no address ${address}: correct HOST.`,
    ENOTFOUND: `There is no address ${hostname}: correct HOST.`,
    EAI_AGAIN: `There is no address ${hostname}: correct HOST.`,
  };
  return sentences[code ?? ''] ?? `Samovar cannot listen: ${message}`;
}
