import kafkajs from 'kafkajs';
import * as zlib from 'node:zlib';
import { readLz4 } from './lz4.js';
import { readSnappy } from './snappy.js';

/** What we send is not compressed, but what others send, or a topic's setting demands, may be; kafkajs itself reads gzip alone and stops at all else. */
export function takeForeignCompression(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  const readers = {
    [CompressionTypes.Snappy]: readSnappy,
    [CompressionTypes.LZ4]: readLz4,
    [CompressionTypes.ZSTD]: readZstd,
  };
  for (const [type, read] of Object.entries(readers))
    CompressionCodecs[Number(type) as 2 | 3 | 4] = () => ({
      compress: () => Promise.reject(new Error('We send nothing compressed.')),
      decompress: (bytes: Buffer) => new Promise((resolve) => resolve(read(bytes))),
    });
}

function readZstd(bytes: Buffer): Buffer {
  const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (bytes: Buffer) => Buffer };
  if (zstdDecompressSync === undefined)
    throw new Error(
      'Records compressed with zstd can be read by Node 22.15, 24 or later; on this Node the topic has to use another compression.',
    );
  return zstdDecompressSync(bytes);
}
