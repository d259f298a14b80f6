// The sheet that asks for a fresh second factor: the person's passkey, or a one-time code of who has none.
import { useSignal } from '@preact/signals';
import { ask } from '../api/graphql.ts';
import { online } from '../api/http.ts';
import { StepUp } from '../generated/ids/session.ts';
import { t } from '../i18n/staff.ts';
import { stepUpQuestion, useAction } from '../lib/action.ts';
import { show, support } from '../lib/passkeys.ts';
import { viewer } from '../lib/viewer.ts';
import { Notice } from './basics.tsx';
import { Button, TextField } from './controls.tsx';
import { Failure, fieldError } from './failure.tsx';
import { Sheet } from './overlays.tsx';

export const StepUpSheet = () => {
  const answer = stepUpQuestion.value;
  return answer ? <Question answer={answer} /> : null;
};

const Question = ({ answer }: { answer: (verified: boolean) => void }) => {
  const me = viewer.value;
  const passkey = (me?.passkeys ?? 0) > 0;
  const code = !passkey || me?.codeCounts === true;
  return (
    <Sheet title={t('stepUpTitle')} onClose={() => answer(false)}>
      {!online.value && <Notice tone="warn">{t('stepUpOnline')}</Notice>}
      {passkey && <Passkey answer={answer} />}
      {code && <Code answer={answer} />}
    </Sheet>
  );
};

const Passkey = ({ answer }: { answer: (verified: boolean) => void }) => {
  const action = useAction();
  const submit = async (): Promise<void> => {
    if (await action.run(() => show('SESSION'))) answer(true);
  };
  return (
    <div class="stack">
      <p class="muted">{t('stepUpPasskey')}</p>
      {support() !== 'ok' && <Notice tone="warn">{t('passkeyElsewhere')}</Notice>}
      {action.error && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} disabled={support() !== 'ok'} onClick={() => void submit()}>
        {t('passkeyUse')}
      </Button>
    </div>
  );
};

const Code = ({ answer }: { answer: (verified: boolean) => void }) => {
  const code = useSignal('');
  const action = useAction();
  const digits = code.value.replace(/\s/g, '');
  const submit = async (): Promise<void> => {
    const done = await action.run(async () => void (await ask(StepUp, { input: { code: digits } })));
    if (done) answer(true);
  };
  const told = fieldError(action.error, 'code');
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p class="muted">{t('stepUpText')}</p>
      <TextField
        label={t('totp')}
        hint={t('totpHint')}
        value={code.value}
        onInput={(value) => (code.value = value)}
        error={told}
        big
        attributes={{ name: 'code', autoComplete: 'one-time-code', inputMode: 'numeric', maxLength: 7, autoFocus: true }}
      />
      {action.error && !told && <Failure error={action.error} />}
      <Button kind="primary" type="submit" wide busy={action.busy} disabled={digits.length < 6}>
        {t('stepUpDone')}
      </Button>
    </form>
  );
};
