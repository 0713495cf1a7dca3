import { partitionOf } from './partitioner.js';

describe('the partition of a key', () => {
  // Values of org.apache.kafka.common.utils.Utils.murmur2, as in Kafka's own UtilsTest, made positive.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('is what Kafka itself would choose for %s', (key, hash) => {
    expect(partitionOf(key, 0x7fffffff)).toBe((hash & 0x7fffffff) % 0x7fffffff);
  });

  it('is within the partitions and uses all of them', () => {
    const used = new Set(Array.from({ length: 1000 }, (_, i) => partitionOf(`key-${i}`, 12)));
    expect([...used].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});
