/** The protocol's own server, whose refusals become ours: a sentence, in the reader's language, with a status that we have. */
import { type DataStore, Server, type ServerOptions } from '@tus/server';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough, pipeline, Readable } from 'node:stream';
import { AppError } from '../../platform/errors/app-error.js';
import { signedOut } from '../../platform/errors/signed-out.js';
import { noSuchFile } from '../no-such-file.js';

const version = '1.0.0';

type TusRequest = Parameters<Required<ServerOptions>['getFileIdFromRequest']>[0];

const meant = new WeakMap<IncomingMessage, number>();

const nodeRequestOf = ({ runtime }: TusRequest): IncomingMessage => runtime!.node!.req as IncomingMessage;

const idOf = (request: TusRequest): string => String(meant.get(nodeRequestOf(request)));

/** Node.js copies each chunk of bytes that goes into a stream of the web; of things, which these are to be, it copies none. */
function bringAsItComes(request: TusRequest): void {
  const body = () => {
    const chunks = new PassThrough({ readableObjectMode: true, readableHighWaterMark: 1 });
    // Whoever reads hears of an error by the other end.
    pipeline(nodeRequestOf(request), chunks, () => undefined);
    return Readable.toWeb(chunks);
  };
  Object.defineProperty(request, 'body', { get: body });
}

export class TusServer extends Server {
  constructor(
    options: Omit<ServerOptions, 'namingFunction' | 'getFileIdFromRequest' | 'onIncomingRequest'> & {
      datastore: DataStore;
    },
  ) {
    super({
      ...options,
      namingFunction: idOf,
      getFileIdFromRequest: idOf,
      onIncomingRequest: (request) => Promise.resolve(bringAsItComes(request)),
    });
  }

  /** The upload is the one that the caller has looked at. In the address the protocol's server finds others: 6 in `/api/files/5?/6`. */
  handleOf(id: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
    meant.set(request, id);
    return this.handle(request, response);
  }

  override handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Behind two proxies this one has two values, which count as malformed; the addresses that are told here do without.
    request.rawHeaders = without('x-forwarded-proto', request.rawHeaders);
    return super.handle(request, response);
  }

  override async write(...[context, headers, status, body = '']: Parameters<Server['write']>) {
    if (status < 400) return super.write(context, headers, status, body);
    // The one status that only the protocol has. Another version it calls a malformed header.
    if (status === 412 || body === 'Invalid tus-resumable\n') {
      headers.set('Tus-Version', version);
      return super.write(context, headers, 412, `Send the header Tus-Resumable: ${version}.\n`);
    }
    throw refusalOf(status, body.trim().replace(/\.$/, ''));
  }
}

/** What it says to whoever has to leave an upload to a later request. */
const displaced = 'Request aborted due to lock acquired';

function refusalOf(status: number, reason: string): AppError {
  switch (reason === displaced ? 423 : status) {
    case 401:
      return signedOut();
    case 404:
    case 410:
      return noSuchFile();
    case 409:
      return new AppError(
        'conflict',
        'This part does not begin where the upload stopped. Ask how much has come, and go on from there.',
      );
    case 413:
      return new AppError('too_large', 'This is more than the file was said to have. Send it anew.');
    case 423:
      return new AppError('conflict', 'Another request sends this file at the moment. Try again.');
    case 500:
    case 503:
      return new AppError('unavailable', 'The server could not keep what came. Try again.');
    default:
      return new AppError('invalid', 'This is not how tus 1.0.0 is spoken here: {{reason}}.', { reason });
  }
}

/** Names and values follow one another. */
const without = (name: string, headers: string[]): string[] =>
  headers.filter((_, index) => headers[index - (index % 2)]!.toLowerCase() !== name);
