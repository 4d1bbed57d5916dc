/** What a browser that installs the app is told of it: the file in public/, with the server's own name and logo where it has them. */
import type { NextFunction, Request, Response } from 'express';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverName } from '../../../shared/push.js';
import { projectRoot } from '../../config/project-root.js';
import { assetAddress } from '../rendering/assets.js';

const path = '/manifest.webmanifest';

/** As the settings know it now. */
interface Own {
  current: { server_name: string };
  /** The version of its picture. */
  logo: string | null;
}

const isOwn = ({ current, logo }: Own) => current.server_name !== serverName || logo !== null;

/** Another address for another name or logo: the file itself is kept for ever. */
export function manifestAddress(own: Own): string {
  const { current, logo } = own;
  if (!isOwn(own)) return assetAddress(path);
  return `${path}?${new URLSearchParams({ name: current.server_name, ...(logo !== null && { logo }) }).toString()}`;
}

export const manifestOf =
  (ownNow: () => Own) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const own = ownNow();
    if (request.path !== path || !isOwn(own) || !['GET', 'HEAD'].includes(request.method)) return next();
    const manifest = JSON.parse(readFileSync(join(projectRoot, 'public', path), 'utf8')) as object;
    const { server_name: name } = own.current;
    response.set('Cache-Control', 'no-cache').type('application/manifest+json');
    response.send(
      JSON.stringify({
        ...manifest,
        ...{ name, short_name: name },
        ...(own.logo !== null && { icons: icons(own.logo) }),
      }),
    );
  };

const icons = (logo: string) =>
  [192, 512].map((side) => ({
    src: `/logo/${logo}-${side}.png`,
    sizes: `${side}x${side}`,
    type: 'image/png',
  }));
