import { splitLines } from './lines';
import type { LineOptions } from './lines';

async function* chunksOf(
  ...pieces: readonly (string | Buffer)[]
): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    yield Buffer.from(piece as string);
  }
}

async function lines(
  pieces: readonly (string | Buffer)[],
  tail: LineOptions['tail'] = 'keep',
): Promise<string[]> {
  const found: string[] = [];
  for await (const line of splitLines(chunksOf(...pieces), { tail })) {
    found.push(line);
  }
  return found;
}

describe('splitLines', () => {
  it.each([
    ['several lines in one chunk', ['a\nb\n'], ['a', 'b']],
    ['one line in several chunks', ['a', 'b', 'c\n'], ['abc']],
    ['an end at the edge of a chunk', ['a', '\nb\n'], ['a', 'b']],
    ['empty lines', ['\n\na\n'], ['', '', 'a']],
    ["a carriage return, which is the line's own", ['a\r\n'], ['a\r']],
    ['nothing', [], []],
  ])('handles %s', async (_, pieces, expected) => {
    expect(await lines(pieces)).toEqual(expected);
  });

  it('keeps a character whole that the network cut in two', async () => {
    const bytes = Buffer.from('größe 🚀\n');
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
      expect(await lines(pieces)).toEqual(['größe 🚀']);
    }
  });

  it('keeps or drops a last line that has no end', async () => {
    expect(await lines(['a\nb'], 'keep')).toEqual(['a', 'b']);
    expect(await lines(['a\nb'], 'drop')).toEqual(['a']);
  });

  it('takes a line of 5 MB in small chunks', async () => {
    const chunk = Buffer.alloc(16 * 1024, 'x');
    const pieces = [...Array.from({ length: 320 }, () => chunk), '\n'];
    const [line] = await lines(pieces);
    expect(line).toHaveLength(320 * chunk.length);
  });

  it('refuses a line without end rather than to fill the memory', async () => {
    const chunk = Buffer.alloc(8 * 1024 * 1024, 'x');
    await expect(lines(Array.from({ length: 5 }, () => chunk))).rejects.toThrow(
      'longer than 33554432 bytes',
    );
  });

  it('cuts a line that is too long before the character that does not fit, and says so', async () => {
    const found: string[] = [];
    const pieces = ['größ', 'er\nok\n', 'a'.repeat(9)];
    for await (const line of splitLines(chunksOf(...pieces), {
      tail: 'keep',
      cutAt: 3,
    })) {
      found.push(line);
    }

    expect(found).toEqual(['gr…[+5 bytes]', 'ok', 'aaa…[+6 bytes]']);
  });
});
