// What one does with an alert: until when it is put off and why; whether it was right and what was done.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Button, Segments, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { CloseAlert, SnoozeAlert } from '../../generated/ids/alerts.ts';
import type { AlertOutcome } from '../../generated/operations.ts';
import { today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import type { OneAlert } from './alert.tsx';

interface Props {
  of: OneAlert;
  onClose: () => void;
  onDone: () => void;
}

const OUTCOMES: AlertOutcome[] = ['RIGHT', 'WRONG', 'UNCLEAR'];

export const SnoozeSheet = ({ of, onClose, onDone }: Props) => {
  const until = useSignal('');
  const reason = useSignal('');
  const action = useAction();
  const send = async (): Promise<void> => {
    const input = { alertId: of.id, expectedVersion: of.version, until: until.value, reason: reason.value.trim() };
    const work = async (): Promise<void> => {
      await act(`snooze:${of.id}`, SnoozeAlert, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    };
    if (!(await action.run(work))) return;
    toast(t('alertSnoozed'));
    onClose();
    onDone();
  };
  const dayTold = fieldError(action.error, 'until');
  const whyTold = fieldError(action.error, 'reason');
  return (
    <Sheet title={t('alertSnooze')} onClose={onClose}>
      <TextField
        type="date"
        required
        label={t('alertSnoozeUntil')}
        value={until.value}
        error={dayTold}
        onInput={(value) => (until.value = value)}
        attributes={{ min: today() }}
      />
      <TextField
        lines
        required
        label={t('alertSnoozeWhy')}
        value={reason.value}
        error={whyTold}
        onInput={(value) => (reason.value = value)}
      />
      {action.error && dayTold === null && whyTold === null && <Failure error={action.error} onLatest={onDone} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={until.value === '' || reason.value.trim().length < 2}
        onClick={() => void send()}
      >
        {t('alertSnooze')}
      </Button>
    </Sheet>
  );
};

export const CloseSheet = ({ of, onClose, onDone }: Props) => {
  const outcome = useSignal<AlertOutcome>('RIGHT');
  const note = useSignal('');
  const action = useAction();
  const send = async (): Promise<void> => {
    const input = { alertId: of.id, expectedVersion: of.version, outcome: outcome.value, note: note.value.trim() };
    const work = async (): Promise<void> => {
      await act(`close:${of.id}`, CloseAlert, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    };
    if (!(await action.run(work))) return;
    toast(t('alertClosedNow'));
    onClose();
    onDone();
  };
  const told = fieldError(action.error, 'note');
  return (
    <Sheet title={t('alertCloseTitle')} onClose={onClose}>
      <Segments
        label={t('alertCloseTitle')}
        value={outcome.value}
        choices={OUTCOMES.map((value) => ({ value, label: label('AlertOutcome', value) }))}
        onChange={(value) => (outcome.value = value as AlertOutcome)}
      />
      <TextField
        lines
        required
        label={t('alertCloseNote')}
        value={note.value}
        error={told}
        onInput={(value) => (note.value = value)}
      />
      {action.error && told === null && <Failure error={action.error} onLatest={onDone} />}
      <Button kind="primary" wide busy={action.busy} disabled={note.value.trim().length < 2} onClick={() => void send()}>
        {t('alertClose')}
      </Button>
    </Sheet>
  );
};
