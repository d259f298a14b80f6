import { describe, expect, it } from 'vitest';
import { matchPath } from '../src/lib/match.ts';

describe('a path pattern', () => {
  it('gives the values of its places', () => {
    expect(matchPath('/loans/:id', '/loans/TG9hbjox')).toEqual({ id: 'TG9hbjox' });
    expect(matchPath('/loans/:id', '/loans/a%2Fb%3D/')).toEqual({ id: 'a/b=' });
    expect(matchPath('/me', '/me')).toEqual({});
  });

  it('matches nothing else', () => {
    expect(matchPath('/loans/:id', '/loans')).toBeNull();
    expect(matchPath('/loans/:id', '/loans//')).toBeNull();
    expect(matchPath('/loans/:id', '/loans/1/2')).toBeNull();
    expect(matchPath('/loans/:id', '/loans/%E0%A4%A')).toBeNull();
  });
});
