// The decision under the thumb: approve, return, reject. The reason goes to the officer; the key makes it count once.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Button, Chips, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { DecideCase, type CaseDecision } from '../../generated/operations.ts';
import { money } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import type { StaffKey } from '../../i18n/tables/staff-zh.ts';
import { withSentence } from '../../lib/sentences.ts';
import { useAction } from '../../lib/action.ts';
import { nameOf } from '../../lib/names.ts';
import { decideLater, takeBack } from '../../lib/outbox.ts';
import { forgetReadings } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';
import type { Content } from '../../store/outbox.ts';
import { LayDown, laidDown, NOTHING_LAID } from './laying.tsx';
import { MoreSheet } from './more.tsx';
import type { Application } from './parts.tsx';

type Case = NonNullable<Application['case']>;

const USUAL: Record<CaseDecision, StaffKey[]> = {
  APPROVE: ['usualApprove1'],
  RETURN: ['usualReturn1', 'usualReturn2', 'usualReturn3'],
  REJECT: ['usualReject1', 'usualReject2'],
};
const TITLES: Record<CaseDecision, StaffKey> = {
  APPROVE: 'approveTitle',
  RETURN: 'returnTitle',
  REJECT: 'rejectTitle',
};
const VERBS: Record<CaseDecision, StaffKey> = { APPROVE: 'approve', RETURN: 'returnIt', REJECT: 'reject' };
const DONE: Record<CaseDecision, StaffKey> = { APPROVE: 'approveDone', RETURN: 'returnDone', REJECT: 'rejectDone' };

interface BarProps {
  application: Application;
  of: Case;
  reload: () => Promise<void>;
}

export const DecideBar = ({ application, of, reload }: BarProps) => {
  const asking = useSignal<CaseDecision | null>(null);
  const more = useSignal(false);
  return (
    <>
      <Button kind="danger" onClick={() => (asking.value = 'REJECT')}>
        {t('reject')}
      </Button>
      <Button onClick={() => (asking.value = 'RETURN')}>{t('returnIt')}</Button>
      <Button onClick={() => (more.value = true)}>{t('more')}</Button>
      <Button kind="primary" onClick={() => (asking.value = 'APPROVE')}>
        {t('approve')}
      </Button>
      {more.value && <MoreSheet of={of} reload={reload} onClose={() => (more.value = false)} />}
      {asking.value && (
        <DecideSheet
          application={application}
          of={of}
          decision={asking.value}
          reload={reload}
          onClose={() => (asking.value = null)}
        />
      )}
    </>
  );
};

const contentOf = (application: Application, input: Content['input'] & { caseId: string }): Content => ({
  caseId: input.caseId,
  applicationId: application.id,
  who: nameOf(application.customer),
  amount: application.amount,
  decision: String(input['decision']),
  input,
});

const undo = async (key: string): Promise<void> => {
  const taken = await takeBack(key);
  toast(t(taken ? 'undone' : 'undoLate'), taken ? 'ok' : 'bad');
};

interface SheetProps extends BarProps {
  decision: CaseDecision;
  onClose: () => void;
}

const DecideSheet = ({ application, of, decision, reload, onClose }: SheetProps) => {
  // A vote needs a reason; the plain word is one, and saves typing on the way that is taken most.
  const reason = useSignal(decision === 'APPROVE' ? t('approve') : '');
  const laid = useSignal(NOTHING_LAID);
  const action = useAction();
  const clear = laidDown(laid.value);

  const decide = async (): Promise<void> => {
    const seen = { amount: application.amount, expectedVersion: of.version };
    const input = { caseId: of.id, decision, reason: reason.value.trim(), ...seen, ...clear };
    // What wants a second factor is sent while the person is looking; all else may wait for a network.
    const kept = of.stepUpNeeded ? null : await decideLater(contentOf(application, input));
    if (kept) {
      toast(t(DONE[decision]), 'ok', { label: t('undo'), take: () => void undo(kept.key) });
      navigate('/inbox', { replace: true });
      return;
    }
    const outcome = { settled: true };
    const done = await action.run(async () => {
      const answer = await act(`decide:${of.id}`, DecideCase, (idempotencyKey) => ({
        input: { ...input, idempotencyKey },
      }));
      outcome.settled = answer.decideCase.case.state !== 'OPEN';
    });
    if (!done) return;
    forgetReadings('Inbox', 'ApplicationPage', 'Applications');
    toast(t(outcome.settled ? DONE[decision] : 'approveCounted'));
    navigate('/inbox', { replace: true });
  };

  const told = fieldError(action.error, 'reason');
  return (
    <Sheet title={t(TITLES[decision], { amount: money(application.amount) })} onClose={onClose}>
      <p class="muted">
        {nameOf(application.customer)} · {t('months', { n: application.termMonths })} ·{' '}
        <span class="num">{application.number}</span>
      </p>
      <TextField
        label={t('decideReason')}
        lines
        required
        hint={t('decideReasonHint')}
        value={reason.value}
        onInput={(value) => (reason.value = value)}
        error={told}
      />
      <Chips
        label={t('reasonsUsual')}
        choices={USUAL[decision].map((key) => t(key))}
        onPick={(text) => (reason.value = withSentence(reason.value, text))}
      />
      {decision === 'APPROVE' && <LayDown of={laid} error={action.error} />}
      {action.error && !told && <Failure error={action.error} onLatest={() => void reload().then(onClose)} />}
      <Button
        kind={decision === 'REJECT' ? 'danger' : 'primary'}
        wide
        busy={action.busy}
        disabled={reason.value.trim() === '' || clear === null}
        onClick={() => void decide()}
      >
        {t(VERBS[decision])}
      </Button>
    </Sheet>
  );
};
