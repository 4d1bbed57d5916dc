import { Controller } from '@nestjs/common';
import { uploadAwaited, uploadView } from '../../../shared/files.js';
import { oneById } from '../../../shared/ids.js';
import { constantText } from '../../platform/languages/i18n.js';
import { onceClosed } from '../../platform/http/once-closed.js';
import { languageOf } from '../../platform/languages/language.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { Uploads } from './uploads.service.js';

const group = 'Files';

const beginUpload = operation({
  method: 'post',
  path: '/api/files',
  group,
  summary: 'Begin an upload',
  about:
    'The tus protocol, version 1.0.0, with creation, creation-with-upload and termination: headers Tus-Resumable, Upload-Length and Upload-Metadata with room (the id of the room it is for), filename, and, where they apply, alt, voice (1) and waveform (64 numbers). With Content-Type application/offset+octet-stream the body is the file or its beginning. Location is where it goes on; its last part is the id of the file, which a message names',
  who: 'write',
  answers: { 201: null },
  answersItself: true,
  refusals: ['invalid', 'not_found', 'too_large', 'unavailable', 'conflict'],
  limit: 'upload',
});

const tellOffset = operation({
  method: 'head',
  path: '/api/files/:id',
  group,
  summary: 'How much of an upload has come',
  about: 'In the header Upload-Offset, as tus says',
  who: 'write',
  params: oneById,
  answers: { 200: null },
  answersItself: true,
  refusals: ['invalid', 'conflict', 'unavailable'],
  limit: 'upload_part',
});

const readUpload = operation({
  method: 'get',
  path: '/api/files/:id',
  group,
  summary: 'A file, or what becomes of an upload',
  about: 'With wait the answer comes once it is ready or refused, or after so many seconds',
  who: 'read',
  params: oneById,
  query: uploadAwaited,
  answers: { 200: uploadView },
});

const sendPart = operation({
  method: 'patch',
  path: '/api/files/:id',
  group,
  summary: 'Send the next part of an upload',
  about: 'From Upload-Offset on, with Content-Type application/offset+octet-stream, as tus says',
  who: 'write',
  params: oneById,
  answers: { 204: null },
  answersItself: true,
  refusals: ['invalid', 'conflict', 'too_large', 'unavailable'],
  limit: 'upload_part',
});

const dropFile = operation({
  method: 'delete',
  path: '/api/files/:id',
  group,
  summary: 'Give up an upload, or a file that is in no message yet',
  who: 'write',
  params: oneById,
  answers: { 204: null },
});

@Controller()
export class UploadsOperations {
  constructor(private readonly uploads: Uploads) {}

  @Carries(beginUpload)
  beginUpload({ me, request, response }: Asked<typeof beginUpload>): Promise<void> {
    return this.uploads.create(me, request, response);
  }

  /** Before `get`, which Express would let answer for it. */
  @Carries(tellOffset)
  tellOffset({ me, params, request, response }: Asked<typeof tellOffset>): Promise<void> {
    return this.uploads.goOn(me, params.id, request, response);
  }

  @Carries(readUpload)
  async readUpload({ me, params, query, request, response }: Asked<typeof readUpload>) {
    const gone = new AbortController();
    onceClosed(response, () => gone.abort());
    if (query.wait > 0) this.uploads.letWait(me, query.wait, request, response);
    const { refusal, ...state } = await this.uploads.state(me, params.id, query.wait, gone.signal);
    return refusal === undefined ? state : { ...state, refusal: constantText(languageOf(request), refusal) };
  }

  @Carries(sendPart)
  sendPart({ me, params, request, response }: Asked<typeof sendPart>): Promise<void> {
    return this.uploads.goOn(me, params.id, request, response);
  }

  @Carries(dropFile)
  async dropFile({ me, params, response }: Asked<typeof dropFile>): Promise<void> {
    response.set('Tus-Resumable', '1.0.0');
    await this.uploads.drop(me, params.id);
  }
}
