import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { AppError } from '../../platform/errors/app-error.js';
import { onceClosed } from '../../platform/http/once-closed.js';
import { Tally } from '../../platform/work/tally.js';

/** Files that one person sends and takes at once: a message full of pictures in a few tabs. Each takes half a megabyte of memory at most. */
const atOnce = 32;

/** What is under way of files, which is not among the requests at work, as it takes as long as the line needs. */
@Injectable()
export class Transfers {
  private readonly ofPerson = new Tally<number>(atOnce);

  /** Throws `rate_limited` where the person has enough under way. It ends when what it returns is called, or with the answer. */
  begin(userId: number, response: Response): () => void {
    if (this.ofPerson.isFull(userId))
      throw new AppError('rate_limited', 'Too many files at once. Wait for some of them and try again.', {
        retryAfterMs: 2000,
      });
    this.ofPerson.begin(userId);
    let isUnderWay = true;
    const end = () => {
      if (isUnderWay) this.ofPerson.end(userId);
      isUnderWay = false;
    };
    onceClosed(response, end);
    return end;
  }
}
