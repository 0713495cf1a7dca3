const magic = 0x184d2204;

/** Bytes in the frame format of LZ4. Its checksums are not compared: Kafka has its own around them. */
export function readLz4(bytes: Buffer): Buffer {
  if (bytes.length < 7 || bytes.readUInt32LE(0) !== magic) throw new Error('These bytes are not a frame of LZ4.');
  const flags = bytes[4]!;
  const [hasBlockChecksum, hasSize, hasDictionary] = [flags & 0x10, flags & 0x08, flags & 0x01];
  const out: Out = { bytes: Buffer.alloc(Math.max(1024, bytes.length * 4)), filled: 0 };
  let at = 7 + (hasSize ? 8 : 0) + (hasDictionary ? 4 : 0);
  for (;;) {
    const header = bytes.readUInt32LE(at);
    at += 4;
    if (header === 0) return out.bytes.subarray(0, out.filled);
    const size = header & 0x7fffffff;
    const block = bytes.subarray(at, at + size);
    if (header >= 0x80000000) append(out, block);
    else readBlock(block, out);
    at += size + (hasBlockChecksum ? 4 : 0);
  }
}

interface Out {
  bytes: Buffer;
  filled: number;
}

function readBlock(block: Buffer, out: Out): void {
  let at = 0;
  const lengthOf = (start: number): number => {
    let length = start;
    for (let byte = 255; start === 15 && byte === 255; length += byte) byte = block[at++]!;
    return length;
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = lengthOf(token >> 4);
    append(out, block.subarray(at, at + literals));
    at += literals;
    if (at >= block.length) return;
    const distance = block.readUInt16LE(at);
    at += 2;
    if (distance === 0 || distance > out.filled) throw new Error('These bytes are not compressed by LZ4.');
    const size = lengthOf(token & 15) + 4;
    reserve(out, size);
    // A copy may reach into what it writes itself.
    for (const end = out.filled + size; out.filled < end; out.filled += 1)
      out.bytes[out.filled] = out.bytes[out.filled - distance]!;
  }
}

function append(out: Out, bytes: Buffer): void {
  reserve(out, bytes.length);
  bytes.copy(out.bytes, out.filled);
  out.filled += bytes.length;
}

function reserve(out: Out, size: number): void {
  if (out.filled + size <= out.bytes.length) return;
  const larger = Buffer.alloc(2 * (out.filled + size));
  out.bytes.copy(larger, 0, 0, out.filled);
  out.bytes = larger;
}
