const framed = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const frameHeader = 16;

/** Bytes compressed by Snappy: in the frames of Java's clients (blocks, each behind its length), or as one block. */
export function readSnappy(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, framed.length).equals(framed)) return readBlock(bytes);
  const blocks: Buffer[] = [];
  for (let at = frameHeader; at < bytes.length;) {
    const end = at + 4 + bytes.readInt32BE(at);
    blocks.push(readBlock(bytes.subarray(at + 4, end)));
    at = end;
  }
  return Buffer.concat(blocks);
}

function readBlock(bytes: Buffer): Buffer {
  let at = 0;
  let length = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++]!;
    length += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  const out = Buffer.alloc(length);
  let filled = 0;
  while (at < bytes.length) {
    const tag = bytes[at++]!;
    const kind = tag & 3;
    if (kind === 0) {
      let size = tag >> 2;
      if (size >= 60) {
        const width = size - 59;
        size = bytes.readUIntLE(at, width);
        at += width;
      }
      bytes.copy(out, filled, at, at + size + 1);
      at += size + 1;
      filled += size + 1;
      continue;
    }
    const size = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const width = kind === 1 ? 1 : kind === 2 ? 2 : 4;
    const distance = bytes.readUIntLE(at, width) + (kind === 1 ? (tag >> 5) << 8 : 0);
    at += width;
    if (distance === 0 || distance > filled) throw new Error('These bytes are not compressed by Snappy.');
    // A copy may reach into what it writes itself.
    for (const end = filled + size; filled < end; filled += 1) out[filled] = out[filled - distance]!;
  }
  if (filled !== length) throw new Error('These bytes are not compressed by Snappy.');
  return out;
}
