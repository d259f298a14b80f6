// Where finance begins: what each account has left, and what waits to be done.
import { Badge, Item, Section, Skeleton } from '../../components/basics.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Icon } from '../../components/icons.tsx';
import { Money, type MoneyData } from '../../generated/operations.ts';
import { date, money } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useQuery } from '../../lib/query.ts';
import { lastClosed, yesterday } from './business.ts';

export const MoneyScreen = ({ root }: { root: boolean }) => {
  const { data, error, reload } = useQuery(Money, { on: yesterday() });
  return (
    <Screen
      title={t('moneyTitle')}
      {...(root ? {} : { parent: '/me' })}
      tools={
        <button type="button" class="icon-button" aria-label={t('refresh')} onClick={() => void reload()}>
          <Icon name="refresh" size={22} />
        </button>
      }
    >
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[72, 72, 72, 120]} />}
      {data && <Work of={data} />}
      {data && <Accounts of={data.fundingAccounts} />}
    </Screen>
  );
};

const Work = ({ of }: { of: MoneyData }) => {
  const waiting = of.waitingPayments.totalCount;
  const breaks = of.statementBreaks.totalCount;
  const closed = lastClosed(of.dayClosings);
  const differing = of.bankBalances.filter((one) => one.difference !== null && one.difference !== '0.00').length;
  return (
    <ul class="card flush list">
      <li>
        <Item
          href="/money/payments"
          title={t('payments')}
          sub={waiting > 0 ? t('paymentsWaiting', { n: waiting }) : t('paymentsNone')}
          end={waiting > 0 && <Badge tone="warn">{waiting}</Badge>}
        />
      </li>
      <li>
        <Item
          href="/money/reconcile"
          title={t('reconcile')}
          sub={
            <>
              {breaks > 0 ? t('breaksOpen', { n: breaks }) : t('breaksNone')}
              {differing > 0 && <> · {t('balancesDiffer', { n: differing })}</>}
            </>
          }
          end={breaks + differing > 0 && <Badge tone="bad">{breaks || differing}</Badge>}
        />
      </li>
      <li>
        <Item
          href="/money/days"
          title={t('daysTitle')}
          sub={closed === null ? t('dayNever') : t('dayLast', { date: date(closed) })}
        />
      </li>
    </ul>
  );
};

const Accounts = ({ of }: { of: MoneyData['fundingAccounts'] }) => (
  <Section title={t('fundingAccounts')}>
    <ul class="card flush list">
      {of.map((one) => (
        <li key={one.id}>
          <Item
            title={one.bankName}
            sub={
              <>
                <span class="num">{one.accountNumber}</span> · {one.branch.name} · {label('PaymentChannel', one.channel)}
              </>
            }
            end={
              <>
                <strong class="num">{money(one.funds.free)}</strong>
                {one.funds.held !== '0.00' && (
                  <>
                    <br />
                    <span class="small muted">{t('fundsHeld', { amount: money(one.funds.held) })}</span>
                  </>
                )}
              </>
            }
          />
        </li>
      ))}
    </ul>
  </Section>
);
