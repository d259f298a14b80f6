// Step 5: the officer's signed opinion. With it the application goes its way, and the page says which.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Empty, Notice, Skeleton } from '../../components/basics.tsx';
import { Button, Chips, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { toast } from '../../components/overlays.tsx';
import { ApplicationPage, SubmitApplication } from '../../generated/operations.ts';
import { money, parseAmount } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { withSentence } from '../../lib/sentences.ts';
import { useAction } from '../../lib/action.ts';
import { nameOf } from '../../lib/names.ts';
import { useKept } from '../../lib/forms.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';
import type { Application } from '../application/parts.tsx';
import { Steps } from './steps.tsx';

export const OpinionScreen = ({ id }: { id: string }) => {
  const { data, error, reload } = useQuery(ApplicationPage, { id });
  const parent = `/applications/${encodeURIComponent(id)}`;
  if (data?.application) return <Opinion of={data.application} parent={parent} />;
  return (
    <Screen title={t('stepOpinion')} parent={parent}>
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[90, 64, 64, 110]} />}
      {data && (
        <Empty icon="search" title={t('notFound')}>
          {t('notFoundText')}
        </Empty>
      )}
    </Screen>
  );
};

const FIELDS = ['amount', 'termMonths', 'reason'];

const Opinion = ({ of, parent }: { of: Application; parent: string }) => {
  const amount = useSignal(of.opinion?.amount ?? of.amount);
  const term = useSignal(String(of.opinion?.termMonths ?? of.termMonths));
  const reason = useSignal(of.opinion?.reason ?? '');
  const action = useAction();
  const forget = useKept(`opinion:${of.id}`, { reason });
  const exact = parseAmount(amount.value);
  const months = /^\d{1,3}$/.test(term.value) ? Number(term.value) : null;

  const submit = async (): Promise<void> => {
    const opinion = { amount: exact!, termMonths: months!, reason: reason.value.trim() };
    const input = { applicationId: of.id, expectedVersion: of.version, opinion };
    const sent = await act(`submit:${of.id}`, SubmitApplication, (idempotencyKey) => ({
      input: { ...input, idempotencyKey },
    }));
    const { state, tier } = sent.submitApplication.application;
    forget();
    forgetReadings('ApplicationPage', 'Applications', 'CustomerPage');
    const way =
      state === 'APPROVED' ? t('submittedApproved') : tier ? t('submittedReview', { tier: label('Tier', tier) }) : '';
    toast([t('submitted'), way].filter(Boolean).join(' · '));
    navigate(parent, { replace: true });
  };

  const error = (field: string): string | null => fieldError(action.error, field);
  const told = FIELDS.some((field) => error(field) !== null);
  return (
    <Screen
      title={t('stepOpinion')}
      parent={parent}
      actions={
        <Button
          kind="primary"
          wide
          busy={action.busy}
          disabled={exact === null || months === null || reason.value.trim() === ''}
          onClick={() => void action.run(submit)}
        >
          {t('submit')}
        </Button>
      }
    >
      <Steps at={5} />
      <Notice>{t('opinionText')}</Notice>
      <p>
        <strong>{nameOf(of.customer)}</strong>{' '}
        <span class="muted">
          {money(of.amount)} · {t('months', { n: of.termMonths })} · {label('purpose', of.purpose)}
        </span>
      </p>
      <TextField
        label={t('opinionAmount')}
        big
        required
        unit={t('amountUnit')}
        value={amount.value}
        onInput={(value) => (amount.value = value)}
        hint={exact ? money(exact) : undefined}
        error={exact === null && amount.value !== '' ? t('amountWrong') : error('amount')}
        attributes={{ inputMode: 'decimal', autoComplete: 'off', maxLength: 20 }}
      />
      <TextField
        label={t('opinionTerm')}
        required
        value={term.value}
        onInput={(value) => (term.value = value)}
        error={error('termMonths')}
        attributes={{ inputMode: 'numeric', autoComplete: 'off', maxLength: 3 }}
      />
      <TextField
        label={t('opinionReason')}
        lines
        required
        value={reason.value}
        onInput={(value) => (reason.value = value)}
        error={error('reason')}
        attributes={{ placeholder: t('opinionHint') }}
      />
      <Chips
        label={t('reasonsUsual')}
        choices={[t('usualOpinion1'), t('usualOpinion2'), t('usualOpinion3')]}
        onPick={(text) => (reason.value = withSentence(reason.value, text))}
      />
      {action.error && !told && <Failure error={action.error} />}
    </Screen>
  );
};
