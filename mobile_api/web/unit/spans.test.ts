import { describe, expect, it } from 'vitest';
import { cutText } from '../src/lib/spans.ts';

describe('a text with marked places', () => {
  it('is cut at the places and loses nothing', () => {
    expect(cutText('今天不还就闹', [{ start: 2, end: 4 }])).toEqual([
      { text: '今天', marked: false },
      { text: '不还', marked: true },
      { text: '就闹', marked: false },
    ]);
  });

  it('counts an emoji as one sign, as the server does', () => {
    expect(cutText('😡你骂人', [{ start: 2, end: 3 }])).toEqual([
      { text: '😡你', marked: false },
      { text: '骂', marked: true },
      { text: '人', marked: false },
    ]);
  });

  it('joins places that overlap and leaves out what lies beyond the text', () => {
    const spans = [
      { start: 0, end: 2 },
      { start: 1, end: 3 },
      { start: 9, end: 12 },
    ];
    expect(cutText('甲乙丙丁', spans)).toEqual([
      { text: '甲乙丙', marked: true },
      { text: '丁', marked: false },
    ]);
  });

  it('of nothing is nothing', () => {
    expect(cutText('', [{ start: 0, end: 1 }])).toEqual([]);
  });
});
