// The account that the money will go to. The bank is asked whether it is the customer's own.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { BindAccount } from '../../generated/operations.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { Notice } from '../../components/basics.tsx';

const FIELDS = ['account', 'bankName', 'phone'];

export const AccountSheet = (props: { customerId: string; onClose: () => void; onDone: () => void }) => {
  const bankName = useSignal('');
  const account = useSignal('');
  const phone = useSignal('');
  const agrees = useSignal(false);
  const action = useAction();
  const bind = async (): Promise<void> => {
    const input = {
      customerId: props.customerId,
      account: account.value.replace(/\s/g, ''),
      bankName: bankName.value.trim(),
      phone: phone.value.replace(/\s/g, ''),
      separateConsent: agrees.value,
    };
    await act(`bind:${props.customerId}`, BindAccount, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('bindDone'));
    props.onDone();
    props.onClose();
  };
  const told = FIELDS.some((name) => fieldError(action.error, name) !== null);
  return (
    <Sheet title={t('bankTitle')} onClose={props.onClose}>
      <Notice>{t('bankHint')}</Notice>
      <TextField
        label={t('bankName')}
        required
        value={bankName.value}
        onInput={(value) => (bankName.value = value)}
        error={fieldError(action.error, 'bankName')}
        attributes={{ maxLength: 60 }}
      />
      <TextField
        label={t('bankAccount')}
        required
        value={account.value}
        onInput={(value) => (account.value = value)}
        error={fieldError(action.error, 'account')}
        attributes={{ inputMode: 'numeric', maxLength: 32, autoComplete: 'off' }}
      />
      <TextField
        label={t('phone')}
        type="tel"
        required
        value={phone.value}
        onInput={(value) => (phone.value = value)}
        error={fieldError(action.error, 'phone')}
        attributes={{ inputMode: 'tel', maxLength: 20, autoComplete: 'off' }}
      />
      <label class="check">
        <input type="checkbox" checked={agrees.value} onChange={(event) => (agrees.value = event.currentTarget.checked)} />
        <span>{t('bankConsent')}</span>
      </label>
      {action.error && !told && <Failure error={action.error} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={!bankName.value.trim() || !account.value.trim() || !phone.value.trim() || !agrees.value}
        onClick={() => void action.run(bind)}
      >
        {t('bindAccount')}
      </Button>
    </Sheet>
  );
};
