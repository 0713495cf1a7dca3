import { readSnappy } from './snappy.js';

// Some clients send one block without a frame around it.
it('a single block of Snappy is read, with copies that reach into what they write', () => {
  // 11 bytes: the literal "ab", then 9 bytes from 2 back.
  const block = Buffer.from([11, 0x04, 0x61, 0x62, 0x15, 0x02]);
  expect(readSnappy(block).toString()).toBe('abababababa');
});

it('what is not Snappy is refused, and reads nothing that is not its own', () => {
  expect(() => readSnappy(Buffer.from([9, 0x04, 0x61, 0x62, 0x15, 0x09]))).toThrow('not compressed by Snappy');
  expect(() => readSnappy(Buffer.from([200, 1, 0x04, 0x61, 0x62]))).toThrow('not compressed by Snappy');
});
