/**
 * What became of a mail that the mail server has not taken. `down`: no mail is taken now. `later`: this one is not, and may be another
 * time. `refused`: it never will be. `unsure`: all of it was sent, and then nothing was heard; to send it again may be to send it twice.
 */
export type Outcome = 'down' | 'later' | 'refused' | 'unsure';

export class NotTaken extends Error {
  constructor(
    readonly outcome: Outcome,
    /** In a word or a number, without addresses. */
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`The mail server has not taken a mail (${reason})`, options);
    this.name = 'NotTaken';
  }

  /** Whether it certainly has not got it, and may take it another time. */
  get isWorthTrying(): boolean {
    return this.outcome === 'down' || this.outcome === 'later';
  }
}

/** As nodemailer's errors have it. */
interface SmtpError {
  code?: string;
  command?: string;
  responseCode?: number;
}

/** `isAllSent`: the server had the whole of it before it failed. */
export function notTaken(error: unknown, isAllSent: boolean): NotTaken {
  const { code = 'unknown', responseCode } = error as SmtpError;
  const reason = responseCode === undefined ? code : `${code} ${responseCode}`;
  return new NotTaken(outcomeOf(error as SmtpError, isAllSent), reason, { cause: error });
}

function outcomeOf({ code, command = '', responseCode }: SmtpError, isAllSent: boolean): Outcome {
  if (responseCode === undefined) {
    if (isAllSent) return 'unsure';
    return code === 'EENVELOPE' || code === 'EMESSAGE' ? 'refused' : 'down';
  }
  // Of a wrong password, say, no mail is to blame.
  if (!/^(RCPT|DATA)/.test(command)) return 'down';
  return responseCode >= 500 ? 'refused' : 'later';
}
