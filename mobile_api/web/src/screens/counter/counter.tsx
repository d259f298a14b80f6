// The counter: each branch's till of the day, cash that waits for a second person, cash carried to the bank.
import { useSignal } from '@preact/signals';
import { Empty, Section, Skeleton } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Icon } from '../../components/icons.tsx';
import { Counter } from '../../generated/operations.ts';
import { t } from '../../i18n/staff.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { OpenSheet } from './open.tsx';
import { ReceiptCard } from './receipt.tsx';
import { TakeSheet } from './take.tsx';
import { TillCard } from './till.tsx';

export const CounterScreen = ({ root }: { root: boolean }) => {
  const { data, error, reload } = useQuery(Counter, {});
  const sheet = useSignal<'open' | 'take' | null>(null);
  const again = (): void => void reload();
  const tills = data?.tills.nodes ?? [];
  const open = tills.filter((one) => one.state === 'OPEN');
  const receipts = data?.cashReceipts.nodes ?? [];
  return (
    <Screen
      title={t('counterTitle')}
      {...(root ? {} : { parent: '/me' })}
      tools={
        <button type="button" class="icon-button" aria-label={t('refresh')} onClick={again}>
          <Icon name="refresh" size={22} />
        </button>
      }
      actions={
        <>
          {may('till:keep') && (
            <Button kind="outline" onClick={() => (sheet.value = 'open')}>
              {t('tillOpen')}
            </Button>
          )}
          {open.length > 0 && may('cash:take') && (
            <Button kind="primary" onClick={() => (sheet.value = 'take')}>
              {t('cashTake')}
            </Button>
          )}
        </>
      }
    >
      {error && <ReadFailure error={error} onRetry={again} />}
      {!data && !error && <Skeleton heights={[150, 150]} />}
      {receipts.length > 0 && (
        <Section title={t('cashWaiting')} aside={t('count', { n: receipts.length })}>
          <ul class="stack">
            {receipts.map((one) => (
              <li key={one.id}>
                <ReceiptCard of={one} onChanged={again} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {data && tills.length === 0 && <Empty icon="money" title={t('tillNone')} />}
      <ul class="stack">
        {tills.map((one) => (
          <li key={one.id}>
            <TillCard of={one} onChanged={again} />
          </li>
        ))}
      </ul>
      {sheet.value === 'open' && <OpenSheet onClose={() => (sheet.value = null)} onDone={again} />}
      {sheet.value === 'take' && <TakeSheet tills={open} onClose={() => (sheet.value = null)} onDone={again} />}
    </Screen>
  );
};
