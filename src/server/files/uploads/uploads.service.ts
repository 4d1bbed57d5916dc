/**
 * Uploads that go on where they broke: the tus protocol, by its own server. Whose an upload is and whether it may go on is asked
 * here, for each part of it; the protocol's server sees only what may.
 */
import { Inject, Injectable } from '@nestjs/common';
import type { Upload } from '@tus/server';
import type { Request, Response } from 'express';
import { setTimeout as pause } from 'node:timers/promises';
import type { UploadView } from '../../../shared/files.js';
import { StillSignedIn } from '../../auth/sign-in/still-signed-in.js';
import { allowsAdministration, type SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { answerLater, takeTime } from '../../platform/http/answer-in-time.js';
import { saysFull } from '../../platform/postgres/disk-room.js';
import type { Storage } from '../../platform/storage/storage.js';
import { UploadLocker } from '../../platform/storage/upload.locker.js';
import { InspectionNotes } from '../../rooms/inspection-notes.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { noSuchFile } from '../no-such-file.js';
import { Arrivals } from '../keeping/arrivals.service.js';
import { STORAGE } from '../keeping/kept-files.js';
import { Transfers } from '../serving/transfers.js';
import { describedBy } from './upload-description.js';
import { UploadLimits } from './upload-limits.js';
import { TusServer } from './tus-server.js';
import { type UploadRow, UploadsRepository } from './uploads.repository.js';

/** Milliseconds between two looks at an upload that somebody waits for. */
const lookEvery = 300;

@Injectable()
export class Uploads {
  private readonly tus: TusServer;

  constructor(
    @Inject(STORAGE) private readonly storage: Storage,
    private readonly repository: UploadsRepository,
    private readonly limits: UploadLimits,
    private readonly rooms: RoomsService,
    private readonly arrivals: Arrivals,
    private readonly transfers: Transfers,
    private readonly signedIn: StillSignedIn,
    private readonly notes: InspectionNotes,
  ) {
    this.tus = new TusServer({
      path: '/api/files',
      datastore: storage.uploads,
      locker: new UploadLocker(),
      relativeLocation: true,
      // No other origin's pages send here.
      allowedOrigins: () => false,
      onUploadFinish: async ({ runtime }, upload) => {
        // A long part may outlast the session that began it.
        if (!(await this.signedIn.is(runtime!.node!.req as Request))) throw signedOut();
        await this.arrived(upload);
        return {};
      },
      onResponseError: (_request, error) =>
        'status_code' in error && !saysFull(error.body) ? undefined : { status_code: 503, body: '' },
    });
  }

  /** Takes the creation of an upload, and what of it comes with that. */
  async create(me: SignedInUser, request: Request, response: Response): Promise<void> {
    const { size, room, filename, voice, waveform = null, alt = null } = describedBy(request);
    const { canPost } = await this.rooms.requireById(me, room);
    if (!canPost) throw new AppError('forbidden', 'You cannot write in this room.');
    await this.limits.require(me.id, size);
    const given = { name: filename, size, isVoice: voice, waveform, alt };
    const id = await this.repository.add({ uploaderId: me.id, roomId: room, ...given });
    let isBegun = false;
    try {
      // Others have begun at the same moment.
      await this.limits.requireRoomFor({ id, size });
      await this.carry(me, id, request, response);
      isBegun = response.statusCode === 201;
    } finally {
      // Whoever was refused knows no id to go on with: it counts for nothing, and what came of it is removed.
      if (!isBegun) await this.repository.drop(id, me.id);
    }
  }

  /** Takes the next part of an upload, tells how far it has come, or ends it. */
  async goOn(me: SignedInUser, id: number, request: Request, response: Response): Promise<void> {
    const upload = await this.requireOwn(me, id);
    if (upload.state !== 'arriving') return this.answerArrived(upload, request, response);
    if (request.method !== 'HEAD') await this.limits.requireRoomFor(upload);
    await this.carry(me, id, request, response);
  }

  /** Gives up an upload, or a file that is in no message. */
  async drop(me: SignedInUser, id: number): Promise<void> {
    if (!(await this.repository.drop(id, me.id))) throw noSuchFile();
  }

  /** Lets a request wait for so many seconds. Throws `rate_limited` where enough of the person's do. */
  letWait({ id }: SignedInUser, seconds: number, request: Request, response: Response): void {
    this.transfers.begin(id, response);
    answerLater(request, response, seconds * 1000);
  }

  /** How far it has come, after so many seconds at most or once it is ready or refused. */
  async state(me: SignedInUser, id: number, seconds: number, signal: AbortSignal): Promise<UploadView> {
    const until = performance.now() + seconds * 1000;
    for (;;) {
      const upload = await this.require(me, id);
      if (upload.inspected) await this.notes.note(me, upload.inspected);
      // Whoever hears that everything is there asks next; the server may have ended in between.
      if (upload.state === 'arriving') await this.arriveIfAllIsThere(id);
      const isUnderWay = upload.state === 'arriving' || upload.state === 'looking';
      if (!isUnderWay || performance.now() >= until || signal.aborted) return stateView(upload);
      await pause(lookEvery);
    }
  }

  private async carry(me: SignedInUser, id: number, request: Request, response: Response): Promise<void> {
    const leave = this.transfers.begin(me.id, response);
    try {
      takeTime(request, response);
      await this.tus.handleOf(id, request, response);
    } finally {
      leave();
    }
  }

  private async arrived({ id }: Pick<Upload, 'id'>): Promise<void> {
    if (await this.repository.arrived(Number(id))) this.arrivals.begin(Number(id));
  }

  private async arriveIfAllIsThere(id: number): Promise<void> {
    const upload = await this.storage.uploads.getUpload(String(id)).catch(() => undefined);
    if (upload && upload.offset === upload.size) await this.arrived(upload);
  }

  private async require(me: SignedInUser, id: number): Promise<UploadRow> {
    const found = await this.repository.find(id, me.id, allowsAdministration(me));
    if (!found) throw noSuchFile();
    return found;
  }

  /** One's own that is in no message. */
  private async requireOwn(me: SignedInUser, id: number): Promise<UploadRow> {
    const upload = await this.require(me, id);
    if (upload.uploader_id !== me.id || upload.message_id !== null) throw noSuchFile();
    return upload;
  }

  /** In the words of the protocol: everything has come. */
  private answerArrived({ size }: UploadRow, request: Request, response: Response): void {
    if (request.method !== 'HEAD') throw new AppError('conflict', 'All of this file has come already.');
    response.set({ 'Tus-Resumable': '1.0.0', 'Upload-Offset': String(size), 'Upload-Length': String(size) });
    response.set('Cache-Control', 'no-store').status(200).end();
  }
}

/** As the protocol's server takes it. */
const signedOut = () => Object.assign(new Error('signed out'), { status_code: 401, body: '' });

const stateView = ({ state, refusal, view }: UploadRow): UploadView => ({
  state,
  ...(refusal !== null && { refusal }),
  ...(view !== null && { file: view }),
});
