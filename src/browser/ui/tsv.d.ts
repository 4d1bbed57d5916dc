/** bin/build.mjs puts the file beside the scripts; the import is its address. */
declare module '*.tsv' {
  const address: string;
  export default address;
}
