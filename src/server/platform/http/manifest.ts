/** What a browser that installs the app is told of it: the file in public/, with the server's own name where it has one. */
import type { NextFunction, Request, Response } from 'express';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverName } from '../../../shared/push.js';
import { projectRoot } from '../../config/project-root.js';
import { assetAddress } from '../rendering/assets.js';

const path = '/manifest.webmanifest';

/** Another address for another name: the file itself is kept for ever. */
export const manifestAddress = (name: string): string =>
  name === serverName ? assetAddress(path) : `${path}?name=${encodeURIComponent(name)}`;

export const manifestOf =
  (currentName: () => string) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const name = currentName();
    if (request.path !== path || name === serverName || !['GET', 'HEAD'].includes(request.method))
      return next();
    const manifest = JSON.parse(readFileSync(join(projectRoot, 'public', path), 'utf8')) as object;
    response.set('Cache-Control', 'no-cache').type('application/manifest+json');
    response.send(JSON.stringify({ ...manifest, name, short_name: name }));
  };
