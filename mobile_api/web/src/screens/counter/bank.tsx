// Cash carried to the bank: how much, into which account, under which slip.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Skeleton } from '../../components/basics.tsx';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { BankCash, TillAccounts } from '../../generated/operations.ts';
import { money, parseAmount } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { useQuery } from '../../lib/query.ts';

interface BankProps {
  tillId: string;
  expected: string;
  onClose: () => void;
  onDone: () => void;
}

const FIELDS = ['amount', 'reference', 'fundingAccountId'];

export const BankSheet = ({ tillId, expected, onClose, onDone }: BankProps) => {
  const { data, error, reload } = useQuery(TillAccounts, {});
  const account = useSignal('');
  const amount = useSignal('');
  const reference = useSignal('');
  const action = useAction();
  const accounts = (data?.fundingAccounts ?? []).filter((one) => one.state === 'OPEN');
  const chosen = account.value || (accounts[0]?.id ?? '');
  const exact = parseAmount(amount.value);

  const bank = async (): Promise<void> => {
    const input = { tillId, fundingAccountId: chosen, amount: exact!, reference: reference.value.trim() };
    await act(`bank:${tillId}`, BankCash, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('cashBanked'));
    onDone();
    onClose();
  };

  const told = FIELDS.some((field) => fieldError(action.error, field) !== null);
  return (
    <Sheet title={t('cashBank')} onClose={onClose}>
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[60, 60, 60]} />}
      {data && (
        <>
          <SelectField
            label={t('account')}
            value={chosen}
            onChange={(value) => (account.value = value)}
            choices={accounts.map((one) => ({ value: one.id, label: `${one.bankName} ${one.accountNumber}` }))}
            error={fieldError(action.error, 'fundingAccountId')}
          />
          <TextField
            label={t('bankedAmount')}
            big
            required
            unit={t('amountUnit')}
            value={amount.value}
            onInput={(value) => (amount.value = value)}
            hint={exact ? money(exact) : t('tillHolds', { amount: money(expected) })}
            error={exact === null && amount.value !== '' ? t('amountWrong') : fieldError(action.error, 'amount')}
            attributes={{ inputMode: 'decimal', autoComplete: 'off', maxLength: 20 }}
          />
          <TextField
            label={t('bankSlip')}
            required
            value={reference.value}
            onInput={(value) => (reference.value = value)}
            error={fieldError(action.error, 'reference')}
            attributes={{ autoComplete: 'off', maxLength: 64 }}
          />
          {action.error && !told && <Failure error={action.error} />}
          <Button
            kind="primary"
            wide
            busy={action.busy}
            disabled={exact === null || chosen === '' || reference.value.trim() === ''}
            onClick={() => void action.run(bank)}
          >
            {t('cashBank')}
          </Button>
        </>
      )}
    </Sheet>
  );
};
