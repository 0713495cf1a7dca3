/** The path of a raw request target, without its query. */
export function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

// Anything that another parser might read as a different path: dot segments, doubled slashes, backslashes, encoded separators, control characters.
const ambiguous = /\/\.{1,2}(\/|$)|\/\/|\\|%2e|%2f|%5c|%00|[\u0000-\u0020\u007f]|[#;]/i;

/** True if every reader of this path sees the same resource; what is not plain never leaves the door. */
export function isPlain(path: string): boolean {
  return path.startsWith('/') && !ambiguous.test(path);
}
