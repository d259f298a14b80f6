import { describe, expect, it } from 'vitest';
import { linked } from '../src/lib/links.ts';

describe('a message on the customer’s phone', () => {
  it('has its signing link led into this site, whatever host it names', () => {
    expect(linked('请签署：https://lender.example/sign/abc-_1')).toEqual([
      { kind: 'text', text: '请签署：' },
      { kind: 'link', text: 'https://lender.example/sign/abc-_1', href: '/sign/abc-_1' },
    ]);
  });

  it('makes no link of any other address', () => {
    expect(linked('https://evil.example/x').map((part) => part.kind)).toEqual(['text']);
  });

  it('shows a six-digit code apart, but no part of a longer number', () => {
    expect(linked('验证码 482913，').map((part) => part.kind)).toEqual(['text', 'code', 'text']);
    expect(linked('合同 HT202611220008 与 13800000001').every((part) => part.kind === 'text')).toBe(true);
  });
});
