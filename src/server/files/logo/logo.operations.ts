import { Controller } from '@nestjs/common';
import { z } from 'zod';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { FormUploads } from '../uploads/form-uploads.service.js';
import { Logo } from './logo.service.js';

const group = 'Administration';

const setLogo = operation({
  method: 'post',
  path: '/api/settings/logo',
  group,
  summary: 'Show a picture in the place of the samovar, beside the name of the server',
  about:
    'The body is the picture, as application/octet-stream: PNG, JPEG or WebP, 8 MB at most. It becomes PNG, square, of 512, 192 and 64 pixels, and is shown to everybody, also to who is not signed in',
  who: 'admin',
  answers: {
    201: z.object({
      version: z.string().describe('/logo/<version>-<size>.png in the sizes 64, 192 and 512'),
    }),
  },
  refusals: ['invalid', 'too_large', 'unavailable'],
  limit: 'upload',
});

const removeLogo = operation({
  method: 'delete',
  path: '/api/settings/logo',
  group,
  summary: 'Show the samovar again',
  who: 'admin',
  answers: { 204: null },
});

@Controller()
export class LogoOperations {
  constructor(
    private readonly logo: Logo,
    private readonly uploads: FormUploads,
  ) {}

  @Carries(setLogo)
  setLogo({ me, request, response }: Asked<typeof setLogo>) {
    this.uploads.begin(me, request, response);
    // What is too large is answered, and not cut off.
    return this.logo.set(me, request.iterator({ destroyOnReturn: false }));
  }

  @Carries(removeLogo)
  removeLogo({ me }: Asked<typeof removeLogo>): Promise<void> {
    return this.logo.remove(me);
  }
}
