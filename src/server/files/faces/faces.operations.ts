import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import { profileView } from '../../../shared/profiles.js';
import { Profiles } from '../../people/profiles.service.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { FormUploads } from '../uploads/form-uploads.service.js';
import { Faces } from './faces.service.js';

const setPicture = operation({
  method: 'post',
  path: '/api/me/picture',
  group: 'You',
  summary: 'Show your picture beside what you write',
  about:
    'The body is the picture, as application/octet-stream: JPEG, PNG, WebP, GIF, AVIF or HEIC, 8 MB at most. The middle of it is shown, square',
  who: 'write',
  answers: { 201: profileView },
  refusals: ['invalid', 'too_large', 'unavailable'],
  limit: 'upload',
});

const removePicture = operation({
  method: 'delete',
  path: '/api/me/picture',
  group: 'You',
  summary: 'Take your picture away: your initials show again',
  who: 'write',
  answers: { 204: null },
});

const takePictureAway = operation({
  method: 'delete',
  path: '/api/users/:id/picture',
  group: 'People',
  summary: 'Take somebody’s picture away, as a moderator',
  who: 'write',
  params: oneById,
  answers: { 204: null },
});

@Controller()
export class FacesOperations {
  constructor(
    private readonly faces: Faces,
    private readonly profiles: Profiles,
    private readonly uploads: FormUploads,
  ) {}

  @Carries(setPicture)
  async setPicture({ me, request, response }: Asked<typeof setPicture>) {
    this.uploads.begin(me, request, response);
    // What is too large is answered, and not cut off.
    await this.faces.set(me, request.iterator({ destroyOnReturn: false }));
    return this.profiles.read(me);
  }

  @Carries(removePicture)
  removePicture({ me }: Asked<typeof removePicture>): Promise<void> {
    return this.faces.remove(me);
  }

  @Carries(takePictureAway)
  takePictureAway({ me, params }: Asked<typeof takePictureAway>): Promise<void> {
    return this.faces.takeAway(me, params.id);
  }
}
