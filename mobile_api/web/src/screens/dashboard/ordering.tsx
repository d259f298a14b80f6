// Ordering a report: which, in which form, of which days.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Button, Segments, SelectField, TextField } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { OrderExport, type ExportForm } from '../../generated/operations.ts';
import { today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { titleOf } from './figures.ts';
import { monthBefore, monthOf } from './pure.ts';
import type { Offer } from './reports.tsx';

interface OrderProps {
  offers: Offer[];
  onClose: () => void;
  onDone: () => void;
}

export const OrderSheet = ({ offers, onClose, onDone }: OrderProps) => {
  const code = useSignal(offers[0]?.code ?? '');
  const form = useSignal<ExportForm>('XLSX');
  const since = useSignal(monthOf(today())[0]);
  const until = useSignal(today());
  const month = useSignal(monthBefore(today()));
  const action = useAction();
  const offer = offers.find((one) => one.code === code.value);
  const forms = offer?.forms ?? [];
  const chosen = forms.includes(form.value) ? form.value : (forms[0] ?? 'XLSX');
  const span = (): [string, string] => {
    if (offer?.monthly) return monthOf(month.value);
    return offer?.ofPeriod ? [since.value, until.value] : [today(), today()];
  };
  const order = async (): Promise<void> => {
    const [first, last] = span();
    const input = { report: code.value, form: chosen, since: first, until: last };
    await act('export', OrderExport, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
  };
  const send = async (): Promise<void> => {
    if (!(await action.run(order))) return;
    toast(t('reportsOrdered'));
    onClose();
    onDone();
  };
  return (
    <Sheet title={t('reportsOrder')} onClose={onClose}>
      <SelectField
        label={t('reportsWhich')}
        value={code.value}
        choices={offers.map((one) => ({ value: one.code, label: titleOf(one) }))}
        onChange={(value) => (code.value = value)}
      />
      <Segments
        label={t('reportsForm')}
        value={chosen}
        choices={forms.map((one) => ({ value: one, label: label('ExportForm', one) }))}
        onChange={(value) => (form.value = value as ExportForm)}
      />
      {offer?.monthly && (
        <TextField type="date" label={t('reportsMonth')} value={month.value} onInput={(value) => (month.value = value)} />
      )}
      {offer?.ofPeriod && (
        <>
          <TextField type="date" label={t('reportsSince')} value={since.value} onInput={(value) => (since.value = value)} />
          <TextField type="date" label={t('reportsUntil')} value={until.value} onInput={(value) => (until.value = value)} />
        </>
      )}
      {action.error && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} onClick={() => void send()}>
        {t('reportsOrder')}
      </Button>
    </Sheet>
  );
};
