/** One element of an ASN.1 structure in DER (X.690): its tag and its content. */
export interface DerElement {
  tag: number;
  content: Uint8Array;
}

/** The elements that stand one after the other in `bytes`. Throws a RangeError when a length leads past the end. */
export function readDerElements(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const tag = byteAt(bytes, offset);
    const { length, start } = readLength(bytes, offset + 1);
    if (start + length > bytes.length) throw new RangeError("element is longer than its container");
    elements.push({ tag, content: bytes.subarray(start, start + length) });
    offset = start + length;
  }
  return elements;
}

// X.690 8.1.3: up to 127 in one byte, otherwise the number of bytes that hold the length.
function readLength(bytes: Uint8Array, offset: number): { length: number; start: number } {
  const first = byteAt(bytes, offset);
  if (first < 0x80) return { length: first, start: offset + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new RangeError("unsupported length");
  let length = 0;
  for (let index = 1; index <= count; index += 1) length = length * 256 + byteAt(bytes, offset + index);
  return { length, start: offset + 1 + count };
}

function byteAt(bytes: Uint8Array, offset: number): number {
  const byte = bytes[offset];
  if (byte === undefined) throw new RangeError("ends too early");
  return byte;
}
