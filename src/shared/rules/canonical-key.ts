/** When two names are the same name. The browser asks too: is it me who is meant? */

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;

/**
 * The key under which a name is unique: NFKC, case-folded, invisible characters stripped, white space folded.
 * Two names with the same key are the same name to a person's eye.
 */
export function canonicalKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(invisible, '')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .trim();
}
