// The staff app starts: theme, words, session, then the first screen.
import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/controls.css';
import './styles/components.css';
import './styles/login.css';
import './styles/screens.css';
import { startSession } from './api/session.ts';
import { App } from './app.tsx';
import { startLanguage } from './i18n/core.ts';
import { staffTable } from './i18n/staff.ts';
import { startErrands } from './lib/errandstart.ts';
import { coverIfDue, startLock } from './lib/lock.ts';
import { startOutbox } from './lib/outbox.ts';
import { startRouter } from './lib/router.ts';
import { startTheme } from './lib/theme.ts';
import { recallViewer, startViewer } from './lib/viewer.ts';
import { startWorker } from './lib/worker.ts';

// The oldest browsers that the app promises, Chrome 87 and Safari 14, have no `at`.
Array.prototype.at ??= function (this: unknown[], place: number) {
  return this[place < 0 ? this.length + place : place];
};

const start = async (): Promise<void> => {
  const app = document.getElementById('app')!;
  startTheme();
  const session = startSession(recallViewer);
  await startLanguage(staffTable);
  startRouter();
  startViewer();
  startOutbox();
  startErrands();
  await coverIfDue();
  app.textContent = ''; // a list that the server has painted stands until the app's own takes its place
  delete app.dataset['first'];
  render(<App />, app);
  await session;
  void startLock();
  await startWorker();
};

void start();
