// What we use of three packages that bring no types of their own here.
declare module 'react' {
  export const createElement: (kind: unknown, props: Record<string, unknown>) => unknown;
}
declare module 'react-dom/client' {
  export const createRoot: (place: Element) => { render: (element: unknown) => void };
}
declare module '*/graphiql.min.js' {
  const GraphiQL: unknown;
  export default GraphiQL;
}
