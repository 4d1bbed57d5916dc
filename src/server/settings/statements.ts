/** A setting that is a text, as an SQL expression. */
export const textSetting = (name: string, byDefault: string): string =>
  `coalesce((select value #>> '{}' from settings where settings.name = '${name}'), '${byDefault}')`;
