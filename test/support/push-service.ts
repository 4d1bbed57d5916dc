/**
 * Stands in for the push service of a browser's maker: gives out subscriptions, keeps what it is handed for them, and reads it as the
 * browser would, by keys that only that has (RFC 8291, 8292). Knows nothing of the package that the server encrypts with.
 */
import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { NewDevice } from '../../src/shared/devices.js';
import type { PushPayload } from '../../src/shared/push.js';

interface Handed {
  endpoint: string;
  payload: PushPayload;
  headers: IncomingHttpHeaders;
  /** What the signature is of. */
  claims: { aud: string; exp: number; sub: string };
  /** By which key. */
  publicKey: string;
}

export class PushService {
  readonly handed: Handed[] = [];
  /** What the next requests are answered with, in their order, those of one kind alone where it is given; 201 where nothing is said. */
  readonly answers: { status: number; headers?: Record<string, string>; kind?: PushPayload['kind'] }[] = [];
  private readonly keys = new Map<string, { curve: ECDH; auth: Buffer }>();
  private names = 0;

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      this.take(request)
        .then((handed) => {
          this.handed.push(handed);
          const { status, headers } = this.answerTo(handed.payload);
          response.writeHead(status, headers).end();
        })
        .catch((error: unknown) => response.writeHead(400).end(String(error)));
    });
  }

  static async start(): Promise<PushService> {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return new PushService(server);
  }

  /** As a browser makes one. */
  subscribe(): NewDevice {
    const curve = createECDH('prime256v1');
    curve.generateKeys();
    const auth = randomBytes(16);
    const endpoint = `${this.origin}/send/${++this.names}`;
    this.keys.set(endpoint, { curve, auth });
    return {
      endpoint,
      keys: { p256dh: curve.getPublicKey('base64url'), auth: auth.toString('base64url') },
    };
  }

  /** What came for one subscription, in order. */
  to({ endpoint }: NewDevice): PushPayload[] {
    return this.handed.filter((each) => each.endpoint === endpoint).map(({ payload }) => payload);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private answerTo(payload: PushPayload): (typeof this.answers)[number] {
    const at = this.answers.findIndex(({ kind }) => kind === undefined || kind === payload.kind);
    return at === -1 ? { status: 201 } : this.answers.splice(at, 1)[0]!;
  }

  private async take(request: IncomingMessage): Promise<Handed> {
    const endpoint = this.origin + request.url;
    const { curve, auth } = this.keys.get(endpoint)!;
    const payload = JSON.parse(decrypted(await buffer(request), curve, auth)) as PushPayload;
    return { endpoint, payload, headers: request.headers, ...signed(request.headers.authorization!) };
  }
}

/** One record, as all that is pushed has (RFC 8188): salt, its size, the sender's key, the text, 2, its tag. */
function decrypted(body: Buffer, curve: ECDH, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + body[20]!);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), curve.getPublicKey(), sender]);
  const key = Buffer.from(hkdfSync('sha256', curve.computeSecret(sender), auth, info, 32));
  const of = (name: string, length: number) =>
    Buffer.from(hkdfSync('sha256', key, salt, `Content-Encoding: ${name}\0`, length));
  const decipher = createDecipheriv('aes-128-gcm', of('aes128gcm', 16), of('nonce', 12));
  decipher.setAuthTag(body.subarray(-16));
  const padded = Buffer.concat([decipher.update(body.subarray(21 + body[20]!, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}

/** Throws where nobody has signed it. */
function signed(authorization: string): Pick<Handed, 'claims' | 'publicKey'> {
  const [, token, publicKey] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization)!;
  const [head, claims, signature] = token!.split('.');
  const point = Buffer.from(publicKey!, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature!, 'base64url'),
  );
  if (!isSigned) throw new Error('nobody has signed this');
  return {
    publicKey: publicKey!,
    claims: JSON.parse(Buffer.from(claims!, 'base64url').toString()) as Handed['claims'],
  };
}
