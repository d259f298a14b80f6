// Taking a promise: an amount up to what is overdue, by a day.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { TakePromise } from '../../generated/operations.ts';
import { money, parseAmount, today } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import type { Case } from './case.tsx';

export const PromiseSheet = (props: { of: Case; onClose: () => void; onChanged: () => void }) => {
  const amount = useSignal(props.of.overdue);
  const by = useSignal('');
  const action = useAction();
  const exact = parseAmount(amount.value);
  const take = async (): Promise<void> => {
    const input = { caseId: props.of.id, amount: exact!, dueOn: by.value };
    await act(`promise:${props.of.id}`, TakePromise, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('collectionPromised'));
    props.onClose();
    props.onChanged();
  };
  const told = fieldError(action.error, 'amount');
  return (
    <Sheet title={t('collectionPromise')} onClose={props.onClose}>
      <TextField
        label={t('collectionPromiseAmount')}
        required
        unit={t('amountUnit')}
        value={amount.value}
        onInput={(value) => (amount.value = value)}
        hint={exact ? money(exact) : undefined}
        error={exact === null && amount.value !== '' ? t('amountWrong') : told}
        attributes={{ inputMode: 'decimal', autoComplete: 'off', maxLength: 20 }}
      />
      <TextField
        label={t('collectionPromiseBy')}
        type="date"
        required
        value={by.value}
        onInput={(value) => (by.value = value)}
        attributes={{ min: today() }}
      />
      {action.error && told === null && <Failure error={action.error} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={exact === null || by.value === ''}
        onClick={() => void action.run(take)}
      >
        {t('collectionPromise')}
      </Button>
    </Sheet>
  );
};
