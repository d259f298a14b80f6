// The lock: the app leaves the document whole, with all that was typed, until its owner has shown himself.
import { effect, useSignal } from '@preact/signals';
import { render } from 'preact';
import { ask } from '../../api/graphql.ts';
import { online } from '../../api/http.ts';
import { logOut, session, whenSessionEnds, wipeOrdered } from '../../api/session.ts';
import { Notice } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Unlock } from '../../generated/ids/guard.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { underway } from '../../lib/errandstart.ts';
import { leaveNothing } from '../../lib/keeping.ts';
import { isDue, lockIn, shut } from '../../lib/lock.ts';
import { sentAndWaiting } from '../../lib/outbox.ts';
import { forgetKeys, show, showToPhone, support } from '../../lib/passkeys.ts';
import { viewer } from '../../lib/viewer.ts';
import { isOpen } from '../../store/outbox.ts';
import { showBadge } from './push.ts';
import { listen } from './troubles.ts';

const LOOK_MS = 5_000;
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchmove'];
const DEFAULT_MINUTES = 5;

let app: HTMLElement | null = null;
let host: HTMLElement | null = null;
let title = '';
let touchedAt = 0;

const minutes = (): number => viewer.value?.lockMinutes ?? DEFAULT_MINUTES;

/** Takes the app out of the document: nothing of the person can be read, found or reached by keyboard. */
export const cover = (): void => {
  app ??= document.getElementById('app');
  if (host || !app) return;
  shut();
  title = document.title;
  document.title = t('appName');
  host = document.createElement('div');
  host.id = 'app';
  app.replaceWith(host);
  render(<LockScreen />, host);
  host.querySelector('input')?.focus();
};

const uncover = (): void => {
  if (!host || !app) return;
  render(null, host);
  host.replaceWith(app);
  host = null;
  document.title = title || document.title;
  for (const sheet of app.querySelectorAll('dialog')) {
    sheet.removeAttribute('open');
    sheet.showModal?.();
  }
  lockIn(minutes());
};

const touch = (): void => {
  if (host || session.value === 'out' || Date.now() - touchedAt < LOOK_MS) return;
  if (isDue()) {
    cover();
    return;
  }
  touchedAt = Date.now();
  lockIn(minutes());
};

const look = (): void => {
  if (isDue() && session.value !== 'out') cover();
};

/** Watches over idleness from now on: each touch puts the lock off, here and in every tab. */
export const watch = (): void => {
  listen();
  effect(showBadge);
  effect(() => {
    if (session.value === 'out') uncover();
    else if (viewer.value) touch();
  });
  effect(() => {
    if (wipeOrdered.value) void leaveNothing();
  });
  whenSessionEnds(() => {
    lockIn(null);
    forgetKeys();
  });
  for (const kind of TOUCHES) window.addEventListener(kind, touch, { capture: true, passive: true });
  document.addEventListener('visibilitychange', look);
  setInterval(look, LOOK_MS);
};

const LockScreen = () => {
  const password = useSignal('');
  const leaving = useSignal(false);
  const action = useAction();
  const byPasskey = useAction();
  const unsent = sentAndWaiting.value.filter(isOpen).length + underway.value;
  const open = async (): Promise<void> => {
    if (await action.run(async () => void (await ask(Unlock, { input: { password: password.value } })))) uncover();
  };
  const openByPasskey = async (): Promise<void> => {
    const asked = online.value && session.value === 'in' ? () => show('UNLOCK') : showToPhone;
    if (await byPasskey.run(asked)) uncover();
  };
  const leave = async (): Promise<void> => {
    await logOut().catch(() => undefined);
    await leaveNothing();
    uncover();
  };
  const told = fieldError(action.error, 'password');
  return (
    <main class="login lock">
      <div class="mark">
        <img src="/icon.svg" alt="" />
        <div>
          <h1>{t('lockTitle')}</h1>
          <p>{t('lockText')}</p>
        </div>
      </div>
      {!online.value && <Notice tone="warn">{t('lockOffline')}</Notice>}
      {unsent > 0 && <Notice>{t('lockUnsent', { n: unsent })}</Notice>}
      {support() === 'ok' && (viewer.value?.passkeys ?? 0) > 0 && (
        <>
          {byPasskey.error && <Failure error={byPasskey.error} />}
          <Button kind="primary" wide busy={byPasskey.busy} onClick={() => void openByPasskey()}>
            {t('lockPasskey')}
          </Button>
        </>
      )}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <TextField
          label={t('password')}
          type="password"
          value={password.value}
          onInput={(value) => (password.value = value)}
          error={told}
          attributes={{ name: 'password', autoComplete: 'current-password', maxLength: 200, enterKeyHint: 'go' }}
        />
        {action.error && !told && <Failure error={action.error} />}
        <Button type="submit" wide busy={action.busy} disabled={!password.value}>
          {t('lockOpen')}
        </Button>
      </form>
      <div class="foot">
        {leaving.value ? (
          <Button kind="danger" onClick={() => void leave()}>
            {unsent > 0 ? t('leaveWipe', { n: unsent }) : t('meLogOut')}
          </Button>
        ) : (
          <Button kind="quiet" onClick={() => (leaving.value = true)}>
            {t('meLogOut')}
          </Button>
        )}
      </div>
    </main>
  );
};
