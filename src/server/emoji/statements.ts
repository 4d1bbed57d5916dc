/** The server's own emoji, as the SQL of messages asks for them. */

/** An EmojiPictureView of the one that a reaction (an SQL expression: `:name:`) names; null where there is none, or where it is no name. */
export const pictureOf = (reaction: string): string => `case when ${reaction} like ':%' then (
    select json_strip_nulls(json_build_object('src', '/emoji/' || emoji.id || '/' || emoji.name || '.webp',
      'width', emoji.width, 'height', emoji.height, 'moves', nullif(emoji.moves, false)))
    from emoji where emoji.name = trim(both ':' from ${reaction}) limit 1
  ) end`;
