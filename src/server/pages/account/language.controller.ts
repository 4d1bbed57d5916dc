import { Body, Controller, Post, Redirect, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { keepChoice } from '../../platform/http/cookies.js';
import { typed } from '../../platform/http/forms.js';
import { languages } from '../../platform/languages/i18n.js';
import { languageCookie } from '../../platform/languages/language.js';
import { pagePath } from '../../platform/http/page-path.js';
import { parse } from '../../platform/errors/validation.js';
import { pathWithinSite } from '../../auth/sign-in/sign-in-path.js';

const choice = z.object({ language: z.enum(languages, 'Samovar does not speak this language yet.') });

@Controller('language')
export class LanguageController {
  /** Keeps the choice in a cookie and goes back to where one was. */
  @Post()
  @Redirect('/chat/', 303)
  choose(@Req() request: Request, @Body() body: unknown) {
    const { language } = parse(choice, body);
    keepChoice(request, languageCookie, language);
    return { url: pathWithinSite(typed(body, 'next') || pagePath(request)) };
  }
}
