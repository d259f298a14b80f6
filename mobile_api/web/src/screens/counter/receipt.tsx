// Cash that was taken and waits: a second person counts it and confirms, or it goes back over the counter.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { toast } from '../../components/overlays.tsx';
import { ConfirmCash, RefuseCash, type CounterData } from '../../generated/operations.ts';
import { money, time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { forgetReadings } from '../../lib/query.ts';
import { may, viewer } from '../../lib/viewer.ts';
import { ReasonSheet } from './reason.tsx';

type Receipt = CounterData['cashReceipts']['nodes'][number];

export const ReceiptCard = ({ of, onChanged }: { of: Receipt; onChanged: () => void }) => {
  const action = useAction();
  const refusing = useSignal(false);
  const own = of.takenBy?.id === viewer.value?.staff.id;
  const confirm = async (): Promise<void> => {
    await act(`cash-confirm:${of.id}`, ConfirmCash, (idempotencyKey) => ({ input: { receiptId: of.id, idempotencyKey } }));
    forgetReadings('Loans', 'LoanPage', 'CustomerPage', 'Board');
    toast(t('cashConfirmed'));
    onChanged();
  };
  const refuse = async (reason: string): Promise<void> => {
    await act(`cash-refuse:${of.id}`, RefuseCash, (idempotencyKey) => ({
      input: { receiptId: of.id, reason, idempotencyKey },
    }));
    toast(t('cashRefused'));
    onChanged();
  };
  return (
    <div class="card">
      <div class="row between">
        <strong class="num big">{money(of.amount)}</strong>
        <Badge tone="warn">{label('ReceiptState', 'TAKEN')}</Badge>
      </div>
      <p class="small muted">
        {of.loan && (
          <>
            {of.loan.branch.name} · <span class="num">{of.loan.number}</span> ·{' '}
          </>
        )}
        {time(of.takenAt)}
        {of.takenBy && <> · {t('takenBy', { name: of.takenBy.name })}</>}
      </p>
      <p class="small">
        {t('receiptNumber')} <span class="num">{of.number}</span>
      </p>
      {action.error && <Failure error={action.error} onLatest={onChanged} />}
      {own && <p class="small muted">{t('secondPerson')}</p>}
      {!own && may('cash:confirm') && (
        <div class="row choices">
          <Button kind="quiet" onClick={() => (refusing.value = true)}>
            {t('cashBack')}
          </Button>
          <Button kind="primary" busy={action.busy} onClick={() => void action.run(confirm)}>
            {t('cashConfirm')}
          </Button>
        </div>
      )}
      {refusing.value && <ReasonSheet title={t('cashBack')} onClose={() => (refusing.value = false)} onGiven={refuse} />}
    </div>
  );
};
