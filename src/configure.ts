/** What every instance gets before it listens; main and the tests both call it. */
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import type { NextFunction, Request, Response } from 'express';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { AddressGate } from './server/auth/bans/address-gate.js';
import { Authentication } from './server/auth/sign-in/authentication.js';
import { Bearer } from './server/auth/api-tokens/bearer.js';
import { Csrf } from './server/auth/sign-in/csrf.js';
import { carriesSession } from './server/auth/sessions/session-cookie.js';
import { answerInTime } from './server/platform/http/answer-in-time.js';
import { atOnce } from './server/platform/http/at-once.js';
import { compressedAnswers } from './server/platform/http/compressed-answers.js';
import { compressedFiles } from './server/platform/http/compressed-files.js';
import { STORAGE } from './server/files/keeping/kept-files.js';
import type { Storage } from './server/platform/storage/storage.js';
import { HttpErrorFilter } from './server/platform/http/http-error.filter.js';
import { languageOf } from './server/platform/languages/language.js';
import { Metrics } from './server/platform/telemetry/metrics.js';
import { isPeopleClosed } from './server/pages/chat/people-panel.js';
import { manifestAddress, manifestOf } from './server/platform/http/manifest.js';
import { multipartForms } from './server/platform/http/multipart.js';
import { takesPicture } from './server/pages/account/picture-form.js';
import { takesEmoji } from './server/pages/admin/emoji-form.js';
import { takesLogo } from './server/pages/admin/logo-form.js';
import { takesFiles } from './server/pages/chat/form-files.js';
import { pageHelpers } from './server/pages/page-helpers.js';
import { pagePath } from './server/platform/http/page-path.js';
import { projectRoot } from './server/config/project-root.js';
import { requestLog } from './server/platform/telemetry/request-log.js';
import { StillSignedIn } from './server/auth/sign-in/still-signed-in.js';
import { securityHeaders } from './server/platform/http/security-headers.js';
import { Senders } from './server/platform/http/senders.js';
import { staticFiles } from './server/platform/http/static-files.js';
import { themeOf } from './server/platform/rendering/theme.js';
import { useViews } from './server/platform/rendering/view-engine.js';
import { limitServer } from './server/platform/http/server-limits.js';
import { ownTarget, wellFormed } from './server/platform/http/well-formed.js';
import { ConfigError, type RunningConfig } from './server/config/config.js';
import { limits } from './shared/limits.js';
import { SettingsService } from './server/settings/settings.service.js';
import { mayStartGroups } from './server/rooms/groups.service.js';
import { mayMakeRooms } from './server/rooms/room-quota.js';
import { Connections } from './server/delivery/connections.js';
import { Delivery } from './server/delivery/delivery.js';
import { EventRegistry } from './server/delivery/event-registry.js';
import { type Handshake, SamovarIoAdapter } from './server/platform/sockets/io.adapter.js';
import { RedisLink } from './server/platform/sockets/redis-link.js';

/** Requests larger than this are refused with 413; the longest message takes 4,000 characters. */
const bodyLimit = '64kb';

export function configure(app: NestExpressApplication, config: RunningConfig): void {
  const isHttps = config.PUBLIC_URL?.startsWith('https:') ?? false;
  const authentication = app.get(Authentication);
  const csrf = app.get(Csrf);
  const gate = app.get(AddressGate);

  const limited = config.RATE_LIMITS ? atOnce(app.get(Senders)) : undefined;

  limitServer(app.getHttpServer());
  trustProxy(app, config.TRUST_PROXY);
  app.use(ownTarget);
  app.use(app.get(Senders).middleware);
  app.use(requestLog(app.get(Metrics)));
  app.disable('x-powered-by');
  const storage = app.get<Storage>(STORAGE);
  app.use(securityHeaders(config, () => storage.readsFrom));
  app.use(answerInTime);
  useViews(app, pageHelpers);
  app.use(locals(config, csrf, app.get(SettingsService)));
  app.use(wellFormed);
  if (limited) app.use(limited.perAddress);
  const files = join(projectRoot, 'public');
  app.use(manifestOf(() => app.get(SettingsService)));
  app.use(compressedFiles(files), staticFiles(files), compressedAnswers);
  // Hashing pages brings nothing: a room's is never the same twice, as its form has an id of its own.
  app.set('etag', false);
  app.use(gate.middleware);
  app.use(cookieParser(), dropCookieObjects);
  if (isHttps) app.use(isSecure);
  app.use(...authentication.middlewares, app.get(Bearer).middleware, keepOutOfCaches);
  const signedIn = app.get(StillSignedIn);
  if (limited) app.use(limited.perPerson((request) => signedIn.is(request)));
  app.useBodyParser('json', { limit: bodyLimit });
  app.useBodyParser('urlencoded', { limit: bodyLimit, extended: false });
  app.use(
    multipartForms(
      (request) => takesFiles(request) || takesEmoji(request) || takesPicture(request) || takesLogo(request),
    ),
  );
  app.use(csrf.protect);
  app.useGlobalFilters(new HttpErrorFilter());
  app.useWebSocketAdapter(sockets(app, config, authentication, gate));
}

function sockets(
  app: NestExpressApplication,
  config: RunningConfig,
  authentication: Authentication,
  gate: AddressGate,
): SamovarIoAdapter {
  const [connections, delivery] = [app.get(Connections), app.get(Delivery)];
  const handshake: Handshake = {
    prepare: asExpressRequest(app),
    carriesSession,
    senderOf: (request) => app.get(Senders).of(request as Request),
    identify: (request) => authentication.identify(request as Request),
    identifyByToken: (token, request) => authentication.identifyByToken(token, request as Request),
    isBanned: (request) => gate.isShutFor(request as Request),
    publicUrl: config.PUBLIC_URL,
  };
  return new SamovarIoAdapter(app, handshake, {
    adapter: app.get(RedisLink).adapter(),
    handlers: app.get(EventRegistry).handlers(),
    attach: (server, quickly) => connections.attach(server, quickly),
    delivered: (event, payload, sockets) => delivery.count(event, payload, sockets),
  });
}

function trustProxy(app: NestExpressApplication, setting: string | undefined): void {
  if (setting === undefined) return;
  const isWord = setting === 'true' || setting === 'false';
  try {
    app.set('trust proxy', isWord ? setting === 'true' : /^\d+$/.test(setting) ? Number(setting) : setting);
  } catch {
    throw new ConfigError('TRUST_PROXY must be a number of proxies, or their addresses');
  }
}

/** Gives a socket's handshake what Express gives its own requests: `ip` with the trusted proxies looked through. */
function asExpressRequest(app: NestExpressApplication) {
  const { request: prototype } = app.getHttpAdapter().getInstance() as { request: Request };
  return (request: IncomingMessage): void => void Object.setPrototypeOf(request, prototype);
}

/** What every page may use. Who asks and the token are known later than this, but before any page is rendered. */
function locals(config: RunningConfig, csrf: Csrf, settings: SettingsService) {
  return (request: Request, response: Response, next: NextFunction): void => {
    response.set('Cache-Control', 'private, no-cache');
    response.locals.publicUrl = config.PUBLIC_URL;
    response.locals.language = languageOf(request);
    response.locals.languages = settings.current.languages;
    response.locals.serverName = settings.current.server_name;
    response.locals.logo = settings.logo === null ? undefined : `/logo/${settings.logo}`;
    response.locals.manifest = manifestAddress(settings);
    response.locals.theme = themeOf(request);
    response.locals.isPeopleClosed = isPeopleClosed(request);
    response.locals.limits = { ...limits, messageLength: settings.current.message_length };
    response.locals.path = pagePath(request);
    response.locals.isPart = request.get('x-part') !== undefined;
    response.locals.hasMail = config.SMTP_URL !== undefined;
    response.locals.raidGuard = settings.current.raid_guard;
    response.locals.canRegister = settings.current.registration === 'open';
    Object.defineProperties(response.locals, {
      me: { enumerable: true, get: () => request.user },
      mayMakeRooms: { enumerable: true, get: () => mayMakeRooms(request.user, settings.current) },
      mayStartGroups: { enumerable: true, get: () => mayStartGroups(request.user) },
      csrfToken: { enumerable: true, get: () => csrf.tokenFor(request, response) },
    });
    next();
  };
}

/**
 * What is made for somebody is kept by no cache and shown by no "back" after they have signed out (ASVS 5.0, 14.3.2). It costs
 * nothing: pages are never the same twice, so they were fetched anew before, too, and going from room to room is the script's.
 */
function keepOutOfCaches(request: Request, response: Response, next: NextFunction): void {
  if (request.user) response.set('Cache-Control', 'no-store');
  next();
}

/** cookie-parser makes objects of values that begin with `j:`; nobody here expects one. */
function dropCookieObjects(request: Request, _response: Response, next: NextFunction): void {
  const cookies = request.cookies as Record<string, unknown>;
  for (const [name, value] of Object.entries(cookies)) if (typeof value !== 'string') delete cookies[name];
  next();
}

/** With an https PUBLIC_URL people come through TLS whatever the proxy says, so their cookies are Secure. */
function isSecure(request: Request, _response: Response, next: NextFunction): void {
  Object.defineProperty(request, 'secure', { value: true });
  next();
}
