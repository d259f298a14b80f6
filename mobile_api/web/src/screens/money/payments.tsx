// Payments and debits: what waits, the batches that go to banks in files, and what the banks answered.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, Item, Section } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { List } from '../../components/list.tsx';
import { toast } from '../../components/overlays.tsx';
import { Batches, Payments, ReleasePayment, type PaymentsData } from '../../generated/operations.ts';
import { money } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { usePages } from '../../lib/pages.ts';
import { usePoll } from '../../lib/poll.ts';
import { forgetReadings } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { BatchCard } from './batch.tsx';
import { MakeSheet, type Kind } from './make.tsx';
import { Results } from './results.tsx';

const POLL_MS = 1500;

type Payment = PaymentsData['waitingPayments']['nodes'][number];

export const PaymentsScreen = () => {
  const waiting = usePages(Payments, {}, (data) => data.waitingPayments);
  const batches = usePages(Batches, {}, (data) => data.bankBatches);
  const making = useSignal<Kind | null>(null);
  usePoll(
    (batches.rows ?? []).some((one) => one.state === 'RELEASED'),
    batches.reload,
    POLL_MS,
  );
  const changed = (): void => {
    forgetReadings('Money');
    void waiting.reload();
    void batches.reload();
  };
  return (
    <Screen
      title={t('payments')}
      parent="/money"
      actions={
        ['debit:make', 'payment:batch'].some(may) && (
          <>
            {may('debit:make') && (
              <Button kind="outline" onClick={() => (making.value = 'DEBIT')}>
                {t('makeDebits')}
              </Button>
            )}
            {may('payment:batch') && (
              <Button kind="primary" onClick={() => (making.value = 'PAYMENT')}>
                {t('makePayments')}
              </Button>
            )}
          </>
        )
      }
    >
      <List
        paged={waiting}
        row={(one) => <Waiting of={one} onChanged={changed} />}
        empty={<div class="card muted">{t('paymentsNone')}</div>}
      />
      <Section title={t('batches')}>
        <List
          paged={batches}
          cards
          row={(one) => <BatchCard of={one} onChanged={changed} />}
          empty={<Empty icon="document" title={t('batchesEmpty')} />}
        />
      </Section>
      <Results onTaken={changed} />
      {making.value !== null && (
        <MakeSheet kind={making.value} onClose={() => (making.value = null)} onMade={changed} />
      )}
    </Screen>
  );
};

const Waiting = ({ of, onChanged }: { of: Payment; onChanged: () => void }) => {
  const action = useAction();
  const release = async (): Promise<void> => {
    await act(`release:${of.id}`, ReleasePayment, (idempotencyKey) => ({
      input: { paymentId: of.id, idempotencyKey },
    }));
    toast(t('released'));
    onChanged();
  };
  return (
    <>
      <Item
        title={<span class="num">{money(of.amount)}</span>}
        sub={
          <>
            {of.purpose} · {t('payeeEnd', { digits: of.payeeLast4 })}
            {of.madeBy && <> · {t('maker', { name: of.madeBy.name })}</>}
          </>
        }
        end={
          of.waitsForRelease && may('payment:release') ? (
            <Button kind="outline" busy={action.busy} onClick={() => void action.run(release)}>
              {t('release')}
            </Button>
          ) : (
            <Badge tone="warn">{of.fundingAccount?.bankName ?? ''}</Badge>
          )
        }
      />
      {action.error && <Failure error={action.error} onLatest={onChanged} />}
    </>
  );
};
