import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { IncomingMessage } from 'node:http';
import { noSuchPage } from '../platform/errors/app-error.js';
import { isLoopback } from '../platform/http/network-address.js';

/** Lets through who asks on this machine, and programs with an administrator's token. For others there is no such page. */
@Injectable()
export class InsiderGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (isLocal(request) || hasAdminToken(request)) return true;
    throw noSuchPage();
  }
}

const loopbackHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;
const proxyHeader = /^(x-forwarded|forwarded$|x-real-ip$|via$)/;

/**
 * Whether a request was made on this machine, to this server. Behind a proxy on the same machine everybody's connection is
 * from loopback; so what a proxy has passed on never counts, whatever TRUST_PROXY says and whatever address the header
 * claims: with one hop too many trusted, the visitor writes that. The Host stops a proxy that adds no header but keeps the
 * name, and a foreign page whose name was rebound to 127.0.0.1.
 */
export function isLocal({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  return (
    isLoopback(socket.remoteAddress) &&
    loopbackHost.test(headers.host ?? '') &&
    !Object.keys(headers).some((name) => proxyHeader.test(name))
  );
}

/** A session is not enough: a browser sends its cookie whoever made it ask. */
const hasAdminToken = ({ user }: Request) => user?.scope === 'admin' && user.role === 'admin';
