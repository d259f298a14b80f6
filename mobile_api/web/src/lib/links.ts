// Finds what can be tapped or copied in a message. Signing links stay inside this site, whatever host the text names.

export type Part = { kind: 'text' | 'code'; text: string } | { kind: 'link'; text: string; href: string };

const FOUND = /(https?:\/\/[^\s，。；、]+)|[\d-]+/g;
const CODE = /^\d{6}$/;

export const linked = (text: string): Part[] => {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(FOUND)) {
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) });
    const [found, address] = match;
    const path = address ? /^https?:\/\/[^/]+(\/sign\/[^?#]+)$/.exec(address)?.[1] : undefined;
    if (path) parts.push({ kind: 'link', text: found, href: path });
    else parts.push({ kind: CODE.test(found) ? 'code' : 'text', text: found });
    from = match.index + found.length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
};
