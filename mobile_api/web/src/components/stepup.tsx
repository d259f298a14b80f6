// The sheet that asks for a fresh one-time code before a large approval or a disbursement.
import { useSignal } from '@preact/signals';
import { ask } from '../api/graphql.ts';
import { StepUp } from '../generated/operations.ts';
import { t } from '../i18n/staff.ts';
import { stepUpQuestion, useAction } from '../lib/action.ts';
import { Button, TextField } from './controls.tsx';
import { Failure, fieldError } from './failure.tsx';
import { Sheet } from './overlays.tsx';

export const StepUpSheet = () => {
  const answer = stepUpQuestion.value;
  return answer ? <Question answer={answer} /> : null;
};

const Question = ({ answer }: { answer: (verified: boolean) => void }) => {
  const code = useSignal('');
  const action = useAction();
  const submit = async (): Promise<void> => {
    const done = await action.run(async () => {
      await ask(StepUp, { input: { code: code.value.replace(/\s/g, '') } });
    });
    if (done) answer(true);
  };
  const told = fieldError(action.error, 'code');
  return (
    <Sheet title={t('stepUpTitle')} onClose={() => answer(false)}>
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
          attributes={{
            name: 'code',
            autoComplete: 'one-time-code',
            inputMode: 'numeric',
            maxLength: 7,
            autoFocus: true,
          }}
        />
        {action.error && !told && <Failure error={action.error} />}
        <Button
          kind="primary"
          type="submit"
          wide
          busy={action.busy}
          disabled={code.value.replace(/\s/g, '').length < 6}
        >
          {t('stepUpDone')}
        </Button>
      </form>
    </Sheet>
  );
};
