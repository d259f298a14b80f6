// The end of the day: which days are closed and what each brought, and the one button that closes the next.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, Notice, Pairs, Skeleton } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { toast } from '../../components/overlays.tsx';
import { CloseDay, Days, type DaysData } from '../../generated/operations.ts';
import { date, money } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { usePoll } from '../../lib/poll.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { lastClosed, yesterday } from './business.ts';

const POLL_MS = 2500;

export const DaysScreen = () => {
  const { data, error, reload } = useQuery(Days, {});
  const asked = useSignal<string | null>(null);
  const action = useAction();
  const days = data?.dayClosings ?? [];
  const closed = lastClosed(days);
  const next = yesterday();
  const open = data !== null && (closed === null || closed < next);
  const waits = asked.value !== null && (closed === null || closed < asked.value);
  usePoll(waits, reload, POLL_MS);

  const close = async (): Promise<void> => {
    await act(`close:${next}`, CloseDay, (idempotencyKey) => ({ input: { businessDate: next, idempotencyKey } }));
    asked.value = next;
    forgetReadings('Money');
    toast(t('dayAsked'));
    await reload();
  };

  return (
    <Screen
      title={t('daysTitle')}
      parent="/money"
      actions={
        open &&
        may('day:close') && (
          <Button kind="primary" wide busy={action.busy || waits} onClick={() => void action.run(close)}>
            {t('closeDay', { date: date(next) })}
          </Button>
        )
      }
    >
      {action.error && <Failure error={action.error} />}
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[90, 90, 90]} />}
      {data && !open && <Notice tone="ok">{t('allDaysClosed')}</Notice>}
      {data && days.length === 0 && <Empty icon="clock" title={t('dayNever')} />}
      <ul class="stack">
        {[...days]
          .sort((left, right) => right.businessDate.localeCompare(left.businessDate))
          .map((one) => (
            <li key={one.businessDate}>
              <Day of={one} />
            </li>
          ))}
      </ul>
    </Screen>
  );
};

const Day = ({ of }: { of: DaysData['dayClosings'][number] }) => (
  <div class="card">
    <div class="row between">
      <strong>{date(of.businessDate)}</strong>
      <Badge tone={of.state === 'CLOSED' ? 'ok' : 'info'}>{label('DayState', of.state)}</Badge>
    </div>
    <p class="small muted">
      {t('dayLoans', { n: of.loans, overdue: of.overdueLoans })} · {t('dayReminders', { n: of.reminders })}
    </p>
    <Pairs
      of={[
        [t('dayInterest'), money(of.interest)],
        of.penalty !== '0.00' && [t('dayPenalty'), money(of.penalty)],
        of.fee !== '0.00' && [t('dayFee'), money(of.fee)],
      ]}
    />
  </div>
);
