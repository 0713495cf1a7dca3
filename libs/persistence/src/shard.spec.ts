import { fnv1a, shardCount, shardOf } from './shard.js';

it.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('hashes %p as FNV-1a does', (text, hash) => {
  expect(fnv1a(text)).toBe(hash);
});

it('gives every shard its share', () => {
  const counts = new Array<number>(shardCount).fill(0);
  for (let each = 0; each < 16_000; each += 1) counts[shardOf(`key-${each}`)]! += 1;
  expect(Math.min(...counts)).toBeGreaterThan(700);
});
