// GraphiQL keeps queries and variables in the browser; here they live as long as the page: a variable may be a phone's
// last digits, and nothing of a customer is left behind in a browser.
export const memory = (): Storage => {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
};
