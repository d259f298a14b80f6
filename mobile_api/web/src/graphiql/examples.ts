// The examples: one file each in examples/, its first two lines saying for whom it is and what it shows. A line that
// begins with `# variables:` holds the variables.
export interface Example {
  role: string;
  title: string;
  query: string;
  variables: string;
}

const FILES = import.meta.glob('./examples/*.graphql', { query: '?raw', import: 'default', eager: true });

const read = (text: string): Example => {
  const said = (name: string): string => new RegExp(`^# ${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';
  return { role: said('role'), title: said('title'), query: text, variables: said('variables') };
};

export const EXAMPLES: Example[] = Object.keys(FILES)
  .sort()
  .map((name) => read(FILES[name] as string));
