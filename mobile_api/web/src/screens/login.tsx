// Log in: name and password first; the six digits are asked for only when the server wants them.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { RefusedError, UnclearError } from '../api/errors.ts';
import { endedBecause, logIn, startSession } from '../api/session.ts';
import { Notice } from '../components/basics.tsx';
import { Button, TextField } from '../components/controls.tsx';
import { Failure, fieldError } from '../components/failure.tsx';
import { language, setLanguage } from '../i18n/core.ts';
import { t } from '../i18n/staff.ts';
import { recallViewer } from '../lib/viewer.ts';

const wantsCode = (error: RefusedError): boolean => error.code === 'session_code_required';

export const LoginScreen = () => {
  const login = useSignal('');
  const password = useSignal('');
  const code = useSignal('');
  const asksCode = useSignal(false);
  const busy = useSignal(false);
  const error = useSignal<Error | null>(null);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (asksCode.value) form.current?.querySelector<HTMLInputElement>('[name=code]')?.focus();
  }, [asksCode.value]);

  const submit = async (): Promise<void> => {
    busy.value = true;
    error.value = null;
    try {
      const digits = code.value.replace(/\s/g, '');
      await logIn({ login: login.value.trim(), password: password.value, ...(digits ? { code: digits } : {}) });
    } catch (caught) {
      const refused = caught as Error;
      const firstAsk = refused instanceof RefusedError && wantsCode(refused) && !asksCode.value;
      if (firstAsk) asksCode.value = true;
      else error.value = refused;
    } finally {
      busy.value = false;
    }
  };

  const fieldOf = (name: string): string | null => fieldError(error.value, name);
  const told = ['login', 'password', 'code'].some((name) => fieldOf(name) !== null);
  return (
    <main class="login">
      <div class="mark">
        <img src="/icon.svg" alt="" />
        <div>
          <h1>{t('appName')}</h1>
          <p>{t('appLine')}</p>
        </div>
      </div>
      {endedBecause.value === 'offline' ? (
        <Notice tone="warn">
          {t('offline')}{' '}
          <button type="button" onClick={() => void startSession(recallViewer)}>
            {t('retry')}
          </button>
        </Notice>
      ) : (
        endedBecause.value && <Notice tone="warn">{endedBecause.value}</Notice>
      )}
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy.value) void submit();
        }}
      >
        <TextField
          label={t('login')}
          value={login.value}
          onInput={(value) => (login.value = value)}
          error={fieldOf('login')}
          attributes={{ name: 'login', autoComplete: 'username', maxLength: 64, enterKeyHint: 'next' }}
        />
        <TextField
          label={t('password')}
          type="password"
          value={password.value}
          onInput={(value) => (password.value = value)}
          error={fieldOf('password')}
          attributes={{ name: 'password', autoComplete: 'current-password', maxLength: 200, enterKeyHint: 'go' }}
        />
        {asksCode.value && (
          <TextField
            label={t('totp')}
            hint={t('totpHint')}
            value={code.value}
            onInput={(value) => (code.value = value)}
            error={fieldOf('code')}
            attributes={{ name: 'code', autoComplete: 'one-time-code', inputMode: 'numeric', maxLength: 7 }}
          />
        )}
        {error.value && !told && <LoginFailure error={error.value} />}
        <Button kind="primary" type="submit" wide busy={busy.value} disabled={!login.value || !password.value}>
          {t('logIn')}
        </Button>
      </form>
      <div class="foot">
        <Button kind="quiet" onClick={() => void setLanguage(language.value === 'zh' ? 'en' : 'zh')}>
          <span lang={language.value === 'zh' ? 'en' : 'zh-CN'}>{language.value === 'zh' ? 'English' : '中文'}</span>
        </Button>
      </div>
    </main>
  );
};

const LoginFailure = ({ error }: { error: Error }) =>
  error instanceof UnclearError ? (
    <Notice tone="warn" live>
      {t('offline')}
    </Notice>
  ) : (
    <Failure error={error} />
  );
