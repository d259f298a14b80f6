// The decision under the thumb: approve, return, reject. The reason goes to the officer; the key makes it count once.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { online } from '../../api/http.ts';
import { Notice } from '../../components/basics.tsx';
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
import { viewer } from '../../lib/viewer.ts';
import type { Content, Item } from '../../store/outbox.ts';
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
      <Button onClick={() => (more.value = true)}>{t('moreWays')}</Button>
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

/** What a decision is about, wherever it is taken. */
export type Asked = Pick<Application, 'id' | 'number' | 'amount' | 'termMonths'> & {
  customer: { nameMasked: string | null } | null;
};
export type Open = Pick<Case, 'id' | 'version' | 'stepUpNeeded'> & { routine: { allowed: boolean } | null };

export const contentOf = (application: Asked, input: Content['input'] & { caseId: string }): Content => ({
  caseId: input.caseId,
  applicationId: application.id,
  who: nameOf(application.customer),
  amount: application.amount,
  decision: String(input['decision']),
  input,
});

const undo = async (keys: string[]): Promise<void> => {
  const taken = await takeBack(...keys);
  toast(t(taken ? 'undone' : 'undoLate'), taken ? 'ok' : 'bad');
};

/** Says what was decided, and for as long as it is held, that it can be taken back. */
export const toldKept = (text: string, kept: Item[]): void =>
  toast(text, 'ok', { label: t('undo'), take: () => void undo(kept.map((one) => one.key)) });

interface SheetProps {
  application: Asked;
  of: Open;
  decision: CaseDecision;
  reload: () => Promise<void>;
  onClose: () => void;
  /** Once it is kept or counted; without it the inbox is shown. */
  onDone?: () => void;
}

export const DecideSheet = ({ application, of, decision, reload, onClose, onDone }: SheetProps) => {
  // A vote needs a reason; the plain word is one, and saves typing on the way that is taken most.
  const reason = useSignal(decision === 'APPROVE' ? t('approve') : '');
  const laid = useSignal(NOTHING_LAID);
  const action = useAction();
  const clear = laidDown(laid.value);

  const decide = async (): Promise<void> => {
    const seen = { amount: application.amount, expectedVersion: of.version };
    const input = { caseId: of.id, decision, reason: reason.value.trim(), ...seen, ...clear };
    const routine = decision === 'APPROVE' && of.routine?.allowed === true && laid.value === NOTHING_LAID;
    const leave = onDone ?? (() => navigate('/inbox', { replace: true }));
    // What wants a second factor is sent while the person is looking; all else may wait for a network.
    const sent = routine ? { ...input, routine } : input;
    const kept = of.stepUpNeeded && !routine ? null : await decideLater(contentOf(application, sent));
    if (kept) {
      toldKept(t(DONE[decision]), kept);
      leave();
      return;
    }
    const outcome = { settled: true };
    const name = `decide:${of.id}`;
    const send = async (): Promise<void> => {
      const answer = await act(name, DecideCase, (idempotencyKey) => ({ input: { ...sent, idempotencyKey } }));
      outcome.settled = answer.decideCase.case.state !== 'OPEN';
    };
    const signs = of.stepUpNeeded && !routine && (viewer.value?.passkeys ?? 0) > 0;
    const done = await action.run(
      signs ? async () => (await import('../../parts/guard.ts')).confirmed(name, input, send) : send,
    );
    if (!done) return;
    forgetReadings('Inbox', 'ApplicationPage', 'Applications');
    toast(t(outcome.settled ? DONE[decision] : 'approveCounted'));
    leave();
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
      {of.stepUpNeeded && !online.value && <Notice tone="warn">{t('stepUpOnline')}</Notice>}
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
