const ELLIPSIS = '…';

/** Cuts a text to so many bytes of UTF-8, and shows that it did; never in the middle of a character. */
export function trimToBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) {
    return text;
  }
  let end = limit - Buffer.byteLength(ELLIPSIS);
  while (end > 0 && isContinuation(bytes[end])) {
    end -= 1;
  }
  return `${bytes.subarray(0, end).toString()}${ELLIPSIS}`;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte < 0xc0;
}
