// Further steps of a case: letter, pause, lawyers. Each shows only to who may take it, in the state that allows it.
import { useSignal } from '@preact/signals';
import { download } from '../../api/files.ts';
import { act } from '../../api/graphql.ts';
import { Button, Segments, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import {
  HandOverCase,
  PauseCase,
  ResumeCase,
  WithdrawCase,
  WriteCaseLetter,
  type ContactLine,
  type LetterDelivery,
  type PauseReason,
} from '../../generated/operations.ts';
import { today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { may } from '../../lib/viewer.ts';
import type { Case } from './case.tsx';
import { Rules } from './log.tsx';

const REASONS: PauseReason[] = ['AGREED', 'HARDSHIP', 'DISPUTE', 'COMPLAINT', 'CRISIS', 'INCAPACITY'];
const DELIVERIES: LetterDelivery[] = ['POST', 'COURIER', 'BY_HAND'];
type Open = 'letter' | 'pause' | 'hand' | 'withdraw' | null;

export const Steps = ({ of, onChanged }: { of: Case; onChanged: () => void }) => {
  const open = useSignal<Open>(null);
  const action = useAction();
  const works = may('collection:work');
  const leads = may('collection:lead');
  const close = (): void => void (open.value = null);
  const resume = async (): Promise<void> => {
    await act(`resume:${of.id}`, ResumeCase, (idempotencyKey) => ({ input: { caseId: of.id, idempotencyKey } }));
    toast(t('collectionResumed'));
    onChanged();
  };
  const file = (): Promise<void> => download(`/api/collection/cases/${encodeURIComponent(of.id)}/file`, 'case.zip');
  const shared = { of, onClose: close, onChanged };
  return (
    <div class="stack">
      {of.state === 'OPEN' && works && of.stage === 'legal' && (
        <Button kind="outline" wide onClick={() => (open.value = 'letter')}>
          {t('collectionLetter')}
        </Button>
      )}
      {of.state === 'OPEN' && works && (
        <Button kind="outline" wide onClick={() => (open.value = 'pause')}>
          {t('collectionPause')}
        </Button>
      )}
      {of.state === 'PAUSED' && works && (
        <Button kind="outline" wide busy={action.busy} onClick={() => void action.run(resume)}>
          {t('collectionResume')}
        </Button>
      )}
      {of.state === 'OPEN' && leads && of.letterOn !== null && (
        <Button kind="outline" wide onClick={() => (open.value = 'hand')}>
          {t('collectionHand')}
        </Button>
      )}
      {of.state === 'WITH_LAWYERS' && leads && (
        <>
          <p class="muted">{t('collectionWith', { firm: of.handOvers[0]?.firm ?? '' })}</p>
          <Button kind="outline" wide busy={action.busy} onClick={() => void action.run(file)}>
            {t('collectionFile')}
          </Button>
          <Button kind="outline" wide onClick={() => (open.value = 'withdraw')}>
            {t('collectionWithdraw')}
          </Button>
        </>
      )}
      {action.error && <Failure error={action.error} onLatest={onChanged} />}
      {open.value === 'letter' && <LetterSheet {...shared} />}
      {open.value === 'pause' && <PauseSheet {...shared} />}
      {open.value === 'hand' && <LawyersSheet {...shared} />}
      {open.value === 'withdraw' && <LawyersSheet {...shared} back />}
    </div>
  );
};

interface SheetProps {
  of: Case;
  onClose: () => void;
  onChanged: () => void;
}

const LetterSheet = ({ of, onClose, onChanged }: SheetProps) => {
  const delivery = useSignal<LetterDelivery>('POST');
  const tracking = useSignal('');
  const made = useSignal<ContactLine | null>(null);
  const action = useAction();
  const write = async (): Promise<void> => {
    const input = { caseId: of.id, delivery: delivery.value, tracking: tracking.value.trim() };
    const answer = await act(`letter:${of.id}`, WriteCaseLetter, (idempotencyKey) => ({
      input: { ...input, idempotencyKey },
    }));
    onChanged();
    made.value = answer.writeCaseLetter.contact;
    if (made.value.codes.length > 0) return;
    toast(t('collectionLetterWritten'));
    onClose();
  };
  return (
    <Sheet title={t('collectionLetter')} onClose={onClose}>
      <Segments
        label={t('collectionDelivery')}
        value={delivery.value}
        choices={DELIVERIES.map((value) => ({ value, label: label('LetterDelivery', value) }))}
        onChange={(value) => (delivery.value = value as LetterDelivery)}
      />
      <TextField
        label={t('collectionTracking')}
        value={tracking.value}
        error={fieldError(action.error, 'tracking')}
        onInput={(value) => (tracking.value = value)}
        attributes={{ maxLength: 60, autoComplete: 'off' }}
      />
      {made.value && made.value.codes.length > 0 && <Rules of={made.value} />}
      {action.error && <Failure error={action.error} onLatest={onChanged} />}
      <Button kind="primary" wide busy={action.busy} onClick={() => void action.run(write)}>
        {t('collectionLetter')}
      </Button>
    </Sheet>
  );
};

const PauseSheet = ({ of, onClose, onChanged }: SheetProps) => {
  const reason = useSignal<PauseReason>('AGREED');
  const until = useSignal('');
  const action = useAction();
  const pause = async (): Promise<void> => {
    const input = { caseId: of.id, reason: reason.value, until: until.value };
    await act(`pause:${of.id}`, PauseCase, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('collectionPaused'));
    onClose();
    onChanged();
  };
  const told = fieldError(action.error, 'until');
  return (
    <Sheet title={t('collectionPause')} onClose={onClose}>
      <Segments
        label={t('collectionPauseReason')}
        value={reason.value}
        choices={REASONS.map((value) => ({ value, label: label('PauseReason', value) }))}
        onChange={(value) => (reason.value = value as PauseReason)}
      />
      <TextField
        label={t('collectionPauseUntil')}
        type="date"
        required
        value={until.value}
        error={told}
        onInput={(value) => (until.value = value)}
        attributes={{ min: today() }}
      />
      {action.error && told === null && <Failure error={action.error} onLatest={onChanged} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={until.value === ''}
        onClick={() => void action.run(pause)}
      >
        {t('collectionPause')}
      </Button>
    </Sheet>
  );
};

const LawyersSheet = ({ of, onClose, onChanged, back = false }: SheetProps & { back?: boolean }) => {
  const firm = useSignal('');
  const reason = useSignal('');
  const action = useAction();
  const send = async (): Promise<void> => {
    const about = { caseId: of.id, reason: reason.value.trim() };
    if (back) {
      await act(`back:${of.id}`, WithdrawCase, (idempotencyKey) => ({ input: { ...about, idempotencyKey } }));
    } else {
      const input = { ...about, firm: firm.value.trim() };
      await act(`hand:${of.id}`, HandOverCase, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    }
    toast(t(back ? 'collectionWithdrawn' : 'collectionHanded'));
    onClose();
    onChanged();
  };
  const title = t(back ? 'collectionWithdraw' : 'collectionHand');
  return (
    <Sheet title={title} onClose={onClose}>
      {!back && (
        <TextField
          label={t('collectionFirm')}
          required
          value={firm.value}
          error={fieldError(action.error, 'firm')}
          onInput={(value) => (firm.value = value)}
          attributes={{ maxLength: 80 }}
        />
      )}
      <TextField
        lines
        required
        label={t('collectionReason')}
        value={reason.value}
        error={fieldError(action.error, 'reason')}
        onInput={(value) => (reason.value = value)}
      />
      {action.error && <Failure error={action.error} onLatest={onChanged} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={reason.value.trim() === '' || (!back && firm.value.trim() === '')}
        onClick={() => void action.run(send)}
      >
        {title}
      </Button>
    </Sheet>
  );
};
