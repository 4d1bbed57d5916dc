import { Body, Controller, Post, Redirect, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { keepChoice } from '../../platform/http/cookies.js';
import { typed } from '../../platform/http/forms.js';
import { pagePath } from '../../platform/http/page-path.js';
import { themeCookie, themes } from '../../platform/rendering/theme.js';
import { parse } from '../../platform/errors/validation.js';
import { pathWithinSite } from '../../auth/sign-in/sign-in-path.js';

const choice = z.object({ theme: z.enum(themes, 'Choose light, dark or the same as the system.') });

@Controller('theme')
export class ThemeController {
  /** Keeps the choice in a cookie and goes back to where one was. */
  @Post()
  @Redirect('/chat/', 303)
  choose(@Req() request: Request, @Body() body: unknown) {
    const { theme } = parse(choice, body);
    keepChoice(request, themeCookie, theme === 'system' ? undefined : theme);
    return { url: pathWithinSite(typed(body, 'next') || pagePath(request)) };
  }
}
