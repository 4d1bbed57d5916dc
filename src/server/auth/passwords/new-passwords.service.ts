import { Inject, Injectable } from '@nestjs/common';
import { password } from '../../../shared/people.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { parse } from '../../platform/errors/validation.js';
import { FieldErrors } from '../../platform/http/forms.js';
import type { Place } from '../../platform/work/fair-line.js';
import { isEasyToGuess } from './easy-passwords.js';
import { PasswordHashing } from './password-hashing.js';

/** Every password that anybody is given comes through here, whoever sets it. */
@Injectable()
export class NewPasswords {
  /** The server's own names. */
  private readonly words: string[];

  constructor(
    @Inject(CONFIG) config: RunningConfig,
    private readonly hashing: PasswordHashing,
  ) {
    this.words = ['samovar', ...wordsOf(config.PUBLIC_URL)];
  }

  /** The hash of a password for the person of this name. Throws `invalid` for one that will not do, beside its field. */
  hash(input: string, username: string, place?: Place): Promise<string> {
    const valid = parse(password, input);
    if (isEasyToGuess(valid, [username, ...this.words])) throw new FieldErrors({ password: tooEasy() });
    return this.hashing.hash(valid, place);
  }
}

/** The host's name and its parts, but for the last: `chat.example.org`, `chat`, `example`. */
function wordsOf(publicUrl: string | undefined): string[] {
  if (publicUrl === undefined) return [];
  const { hostname } = new URL(publicUrl);
  return [hostname, ...hostname.split('.').slice(0, -1)];
}

const tooEasy = () => new AppError('invalid', 'This password is too easy to guess. Choose another.');
