/** What we need of S3, over the maintained client, which is read when it is first needed: with a folder it never is. */
import type { GetObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { inTime } from '../work/in-time.js';
import { nothing } from './ranges.js';
import type { ByteRange, ReadObject, SignedAnswer, StoredObject } from './storage.js';

export interface BucketPlace {
  /** With its scheme. */
  endpoint: string;
  region: string;
  bucket: string;
  /** Before each key; empty, or with a slash at its end. */
  prefix: string;
  accessKeyId: string;
  secretAccessKey: string;
}

type Sdk = typeof import('@aws-sdk/client-s3');
type Connected = Sdk & { client: S3Client };

/** Bytes: the least that is allowed, as some three of them are in memory while one is on its way; ten thousand make 50 GB. */
const partSize = 5 * 1024 * 1024;

/**
 * Milliseconds, of each attempt; what is sent and what comes back stands still for so long at most. A reader that takes nothing for
 * so long loses its connection, and asks again by a range.
 */
const patience = { connectionTimeout: 5_000, socketTimeout: 60_000 };

/** Milliseconds in which what a person waits for begins to come, all attempts together. */
const beginsWithin = 15_000;

/** Slow readers hold a connection each; those who wait for one wait for a person. */
const connections = { maxSockets: 1_000, keepAlive: true };

export class S3Bucket {
  private connection?: Promise<Connected>;

  constructor(readonly place: BucketPlace) {}

  async put(key: string, body: Buffer): Promise<void> {
    const { client, PutObjectCommand } = await this.connected();
    await client.send(new PutObjectCommand({ ...this.named(key), Body: body }));
  }

  /** In parts, one after another; what fails leaves none. */
  async putFile(key: string, path: string, type: string): Promise<void> {
    const [{ client }, { Upload }] = await Promise.all([this.connected(), import('@aws-sdk/lib-storage')]);
    const stream = createReadStream(path);
    try {
      const params = { ...this.named(key), Body: stream, ContentType: type };
      await new Upload({ client, params, partSize, queueSize: 1, leavePartsOnError: false }).done();
    } finally {
      stream.destroy();
    }
  }

  /** Ends what it asks where `gone` is aborted before the object begins to come. */
  async get(key: string, range?: ByteRange, gone?: AbortSignal): Promise<ReadObject | null> {
    const { client, GetObjectCommand } = await this.connected();
    const Range = range && `bytes=${range.start}-${range.end}`;
    const command = new GetObjectCommand({ ...this.named(key), Range });
    try {
      return readable(
        await inTime(beginsWithin, (abortSignal) => client.send(command, { abortSignal }), gone),
      );
    } catch (error) {
      if (isMissing(error)) return null;
      if (statusOf(error) !== 416) throw error;
      // The range begins behind the end.
      const size = await this.sizeOf(key);
      return size === null ? null : { size, stream: nothing() };
    }
  }

  async sizeOf(key: string): Promise<number | null> {
    const { client, HeadObjectCommand } = await this.connected();
    const command = new HeadObjectCommand(this.named(key));
    try {
      return (
        (await inTime(beginsWithin, (abortSignal) => client.send(command, { abortSignal }))).ContentLength ??
        0
      );
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** One request each: not every server that speaks S3 takes many at once. */
  async remove(key: string, abortSignal?: AbortSignal): Promise<void> {
    const { client, DeleteObjectCommand } = await this.connected();
    await client.send(new DeleteObjectCommand(this.named(key)), { abortSignal });
  }

  /** Keys without our prefix. */
  async *list(under = ''): AsyncIterable<StoredObject> {
    const { client, paginateListObjectsV2 } = await this.connected();
    const { bucket, prefix } = this.place;
    const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix + under });
    for await (const { Contents = [] } of pages) {
      for (const { Key = '', Size = 0, LastModified = new Date(0) } of Contents)
        yield { key: Key.slice(prefix.length), size: Size, changedAt: LastModified };
    }
  }

  async sign(key: string, { type, disposition, seconds }: SignedAnswer): Promise<string> {
    const [{ client, GetObjectCommand }, { getSignedUrl }] = await Promise.all([
      this.connected(),
      import('@aws-sdk/s3-request-presigner'),
    ]);
    const command = new GetObjectCommand({
      ...this.named(key),
      ResponseContentType: type,
      ResponseContentDisposition: disposition,
    });
    return getSignedUrl(client, command, { expiresIn: seconds });
  }

  /** Uploads in parts that a crash broke off: they take room and are not in any list of objects. */
  async abandonParts(begunBefore: Date): Promise<void> {
    const { client, ListMultipartUploadsCommand, AbortMultipartUploadCommand } = await this.connected();
    const { bucket: Bucket, prefix: Prefix } = this.place;
    // The first thousand: what is left of more is for the next time.
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix }));
    for (const { Key, UploadId, Initiated } of Uploads) {
      if (Initiated && Initiated < begunBefore)
        await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    }
  }

  async close(): Promise<void> {
    (await this.connection)?.client.destroy();
  }

  private named(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.place.bucket, Key: this.place.prefix + key };
  }

  private connected(): Promise<Connected> {
    return (this.connection ??= this.connect());
  }

  private async connect(): Promise<Connected> {
    const sdk = await import('@aws-sdk/client-s3');
    const { endpoint, region, accessKeyId, secretAccessKey } = this.place;
    const client = new sdk.S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
      // Others than Amazon's do not know its newer checksums.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { ...patience, httpAgent: connections, httpsAgent: connections },
    });
    return { ...sdk, client };
  }
}

function readable({ Body, ContentRange, ContentLength }: GetObjectCommandOutput): ReadObject {
  const size = Number(/\/(\d+)$/.exec(ContentRange ?? '')?.[1] ?? ContentLength);
  return { size, stream: Body as Readable };
}

const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

/** A missing bucket is another matter. */
const isMissing = (error: unknown): boolean =>
  ['NoSuchKey', 'NotFound'].includes((error as Error).name) && statusOf(error) === 404;
