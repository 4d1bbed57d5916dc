/**
 * What a message said first: a repeat of its clientId is a repeat only with the same text. While the text stands it is its
 * own proof, so that writing a message costs nothing for this; an edit or a deletion leaves a digest of it behind. Four
 * bytes are enough to notice a mistake, and too few for anybody to be sure of a deleted text that they guess.
 */
const digest = (clientId: string, text: string): string =>
  `substr(sha256(convert_to(${clientId}::text || ${text}, 'UTF8')), 1, 4)`;

/** In an update that changes or removes the text of `messages m`. One that was edited before there were digests has none. */
export const keepFirstText = (m: string): string =>
  `first_text = case when ${m}.edited_at is null then ${digest(`${m}.client_id`, `${m}.text`)} else ${m}.first_text end`;

/** Whether `messages m` is what was sent with this text, as far as anybody knows. */
export const saidFirst = (m: string, text: string): string => `case
    when ${m}.first_text is not null then ${m}.first_text = ${digest(`${m}.client_id`, text)}
    when ${m}.edited_at is not null or ${m}.deleted_at is not null then true
    else ${m}.text = ${text} end`;
