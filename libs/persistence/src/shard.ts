/** How many independent lanes the outbox has. Changes only while the outbox is empty. */
export const shardCount = 16;

/** FNV-1a, 32 bits, over the UTF-8 bytes. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}

/** The outbox lane of a key: all events of one key take the same one. */
export function shardOf(key: string): number {
  return fnv1a(key) % shardCount;
}
