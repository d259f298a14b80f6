// Recording a repayment that the bank reports: the reference makes it count once, the key makes a retry safe.
import { useSignal } from '@preact/signals';
import { act } from '../api/graphql.ts';
import { Button, TextField } from '../components/controls.tsx';
import { Failure, fieldError } from '../components/failure.tsx';
import { Sheet, toast } from '../components/overlays.tsx';
import { RepayLoan } from '../generated/operations.ts';
import { money, parseAmount, today } from '../i18n/format.ts';
import { t } from '../i18n/staff.ts';
import { useAction } from '../lib/action.ts';
import { forgetReadings } from '../lib/query.ts';

const FIELDS = ['amount', 'paidOn', 'reference'];

interface RepayProps {
  loanId: string;
  due: string | null;
  onClose: () => void;
  onDone: () => void;
}

export const RepaySheet = ({ loanId, due, onClose, onDone }: RepayProps) => {
  const amount = useSignal(due ?? '');
  const paidOn = useSignal(today());
  const reference = useSignal('');
  const action = useAction();
  const exact = parseAmount(amount.value);

  const repay = async (): Promise<void> => {
    const input = { loanId, amount: exact!, paidOn: paidOn.value, reference: reference.value.trim() };
    await act(`repay:${loanId}`, RepayLoan, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    forgetReadings('Loans', 'CustomerPage', 'Board');
    toast(t('repayDone'));
    onDone();
    onClose();
  };

  const error = (field: string): string | null => fieldError(action.error, field);
  const told = FIELDS.some((field) => error(field) !== null);
  return (
    <Sheet title={t('repay')} onClose={onClose}>
      <TextField
        label={t('repayAmount')}
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
        label={t('repayOn')}
        type="date"
        required
        value={paidOn.value}
        onInput={(value) => (paidOn.value = value)}
        error={error('paidOn')}
        attributes={{ max: today() }}
      />
      <TextField
        label={t('repayReference')}
        required
        value={reference.value}
        onInput={(value) => (reference.value = value)}
        error={error('reference')}
        attributes={{ autoComplete: 'off', maxLength: 64 }}
      />
      {action.error && !told && <Failure error={action.error} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={exact === null || paidOn.value === '' || reference.value.trim() === ''}
        onClick={() => void action.run(repay)}
      >
        {t('repay')}
      </Button>
    </Sheet>
  );
};
