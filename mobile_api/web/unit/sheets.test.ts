import { describe, expect, it } from 'vitest';
import { linesOf, type SheetLine } from '../src/lib/sheets.ts';

const streamOf = (...pieces: Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });

const collect = async (stream: ReadableStream<Uint8Array>): Promise<SheetLine[]> => {
  const found: SheetLine[] = [];
  for await (const line of linesOf(stream)) found.push(line);
  return found;
};

describe('an answer that comes line by line', () => {
  it('is put together however it was cut, inside a Chinese character too', async () => {
    const text = '{"fault":{"line":3,"column":"手机号","code":"c","zh":"号码有误","en":"wrong"}}\n{"line":3}\n';
    const bytes = new TextEncoder().encode(text);
    for (const cut of [1, 31, 33, bytes.length - 2]) {
      const found = await collect(streamOf(bytes.slice(0, cut), bytes.slice(cut)));
      expect(found).toEqual([JSON.parse(text.split('\n')[0]!), { line: 3 }]);
    }
  });

  it('says nothing of a line that was cut off', async () => {
    expect(await collect(streamOf(new TextEncoder().encode('{"line":1}\n{"li')))).toEqual([{ line: 1 }]);
  });
});
