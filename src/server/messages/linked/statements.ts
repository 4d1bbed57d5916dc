/** Previews, as the SQL of other changes asks for them. `message` is the alias of a message's row. */

/** The id of the picture of its preview; null without one. */
export const pictureOf = (message: string): string => `(${message}.preview #>> '{picture,id}')::bigint`;

/** The ids of all that the message has among the files, for whoever lets go of them; null where it has none. */
export const filesAndPicture = (message: string): string =>
  `case when ${message}.preview is null then ${message}.files else ${message}.files || ${pictureOf(message)} end`;

/** Whether its preview stays where its first link is this one (an SQL expression): nobody has to remove one twice. */
export const keepsPreview = (message: string, link: string): string =>
  `(coalesce(${message}.preview = 'false', false) or ${message}.preview ->> 'url' is not distinct from ${link})`;
