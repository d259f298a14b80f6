// Patterns of paths, apart from the router so that they can be tested without a browser.

/** Values of `/cases/:id` in `/cases/7`; null when the path is another one. */
export const matchPath = (pattern: string, actual: string): Record<string, string> | null => {
  const wanted = pattern.split('/');
  const given = actual.replace(/\/+$/, '').split('/');
  if (wanted.length !== given.length) return null;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) {
      try {
        values[part.slice(1)] = decodeURIComponent(value);
      } catch {
        return null; // a broken escape names nothing
      }
      if (value === '') return null;
    } else if (part !== value) return null;
  }
  return values;
};
