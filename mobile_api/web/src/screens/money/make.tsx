// Making a batch: which account, and for debits which day.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Notice, Skeleton } from '../../components/basics.tsx';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { Accounts, MakeDebits, MakePayments } from '../../generated/operations.ts';
import { today } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { useQuery } from '../../lib/query.ts';

export type Kind = 'PAYMENT' | 'DEBIT';

export const MakeSheet = (props: { kind: Kind; onClose: () => void; onMade: () => void }) => {
  const { data, error, reload } = useQuery(Accounts, {});
  const account = useSignal('');
  const day = useSignal(today());
  const action = useAction();
  const byFile = (data?.fundingAccounts ?? []).filter((one) => one.channel === 'FILE' && one.state === 'OPEN');
  const chosen = account.value || (byFile[0]?.id ?? '');

  const make = async (): Promise<void> => {
    const input = { fundingAccountId: chosen };
    if (props.kind === 'DEBIT') {
      await act(`debits:${chosen}:${day.value}`, MakeDebits, (idempotencyKey) => ({
        input: { ...input, on: day.value, idempotencyKey },
      }));
    } else {
      await act(`payments:${chosen}`, MakePayments, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    }
    toast(t('batchMade'));
    props.onMade();
    props.onClose();
  };

  const told = ['fundingAccountId', 'on'].some((field) => fieldError(action.error, field) !== null);
  return (
    <Sheet title={t(props.kind === 'DEBIT' ? 'makeDebits' : 'makePayments')} onClose={props.onClose}>
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[60, 60]} />}
      {data && byFile.length === 0 && <Notice tone="info">{t('noFileAccount')}</Notice>}
      {data && byFile.length > 0 && (
        <>
          <SelectField
            label={t('account')}
            hint={t('accountFileOnly')}
            value={chosen}
            onChange={(value) => (account.value = value)}
            choices={byFile.map((one) => ({ value: one.id, label: `${one.bankName} ${one.accountNumber}` }))}
            error={fieldError(action.error, 'fundingAccountId')}
          />
          {props.kind === 'DEBIT' && (
            <TextField
              label={t('debitDay')}
              type="date"
              required
              value={day.value}
              onInput={(value) => (day.value = value)}
              error={fieldError(action.error, 'on')}
            />
          )}
          {action.error && !told && <Failure error={action.error} />}
          <Button kind="primary" wide busy={action.busy} onClick={() => void action.run(make)}>
            {t(props.kind === 'DEBIT' ? 'makeDebits' : 'makePayments')}
          </Button>
        </>
      )}
    </Sheet>
  );
};
