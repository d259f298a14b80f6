// The evening: the till is counted; what differs needs a reason, and a second person closes it.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { CountTill } from '../../generated/operations.ts';
import { money } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { PiecesFields, piecesOf, totalOf, type Typed } from './pieces.tsx';

interface CountProps {
  tillId: string;
  expected: string;
  onClose: () => void;
  onDone: () => void;
}

export const CountSheet = ({ tillId, expected, onClose, onDone }: CountProps) => {
  const typed = useSignal<Typed>({});
  const reason = useSignal('');
  const action = useAction();
  const count = piecesOf(typed.value);
  const differs = count !== null && totalOf(count) !== expected;

  const send = async (): Promise<void> => {
    await act(`till-count:${tillId}`, CountTill, (idempotencyKey) => ({
      input: { tillId, count: count!, reason: differs ? reason.value.trim() : '', idempotencyKey },
    }));
    toast(t('tillCountedDone'));
    onDone();
    onClose();
  };

  const told = fieldError(action.error, 'reason');
  return (
    <Sheet title={t('tillCount')} onClose={onClose}>
      <p class="row between">
        <span class="label">{t('tillExpected')}</span>
        <span class="num">{money(expected)}</span>
      </p>
      <PiecesFields typed={typed} />
      {differs && (
        <TextField
          label={t('tillReason')}
          required
          value={reason.value}
          onInput={(value) => (reason.value = value)}
          error={told}
          attributes={{ maxLength: 200 }}
        />
      )}
      {action.error && !told && <Failure error={action.error} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={count === null || (differs && reason.value.trim() === '')}
        onClick={() => void action.run(send)}
      >
        {t('tillCount')}
      </Button>
    </Sheet>
  );
};
