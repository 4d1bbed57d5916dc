/** Numbers as PostgreSQL reads an array of them: `pg` would quote each of ten thousand. */
export const numberArray = (values: (number | null)[]): string =>
  `{${values.map((value) => value ?? 'NULL').join(',')}}`;
