// GraphiQL for the demonstration: a bar to log in and to choose an example, and the workbench below it.
// The workbench comes as its bundled build: its package's parts would bring forty packages more into the lock.
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import GraphiQL from '../../node_modules/graphiql/graphiql.min.js';
import '../../node_modules/graphiql/graphiql.min.css';
import './page.css';
import { bar } from './bar.ts';
import { EXAMPLES, type Example } from './examples.ts';
import { fetcher } from './fetcher.ts';
import { memory } from './memory.ts';

const WELCOME = EXAMPLES[0] as Example;
const root = createRoot(document.querySelector('#ide') as Element);

const show = (example: Example): void =>
  root.render(
    createElement(GraphiQL, {
      fetcher,
      storage: memory(),
      query: example.query,
      variables: example.variables,
      defaultEditorToolsVisibility: 'variables',
      shouldPersistHeaders: false,
      isHeadersEditorEnabled: false,
    }),
  );

bar(document.querySelector('#bar') as Element, show);
show(WELCOME);
