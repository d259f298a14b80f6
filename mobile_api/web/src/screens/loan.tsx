// One loan: what is left, what is due next, every instalment and every repayment.
import { useSignal } from '@preact/signals';
import {
  Badge,
  Empty,
  Figure,
  Item,
  Meter,
  Notice,
  Pairs,
  Section,
  Skeleton,
  type Tone,
} from '../components/basics.tsx';
import { Button } from '../components/controls.tsx';
import { ReadFailure } from '../components/failure.tsx';
import { Screen } from '../components/frame.tsx';
import { LoanPage, type LoanPageData } from '../generated/operations.ts';
import { addAmounts, date, money, percent, subtractAmounts } from '../i18n/format.ts';
import { label, t } from '../i18n/staff.ts';
import { lazy } from '../lib/lazy.tsx';
import { initialOf, nameOf } from '../lib/names.ts';
import { usePoll } from '../lib/poll.ts';
import { useQuery } from '../lib/query.ts';
import { may } from '../lib/viewer.ts';
import { RepaySheet } from './repay.tsx';

const WhatIf = lazy(() => import('../parts/field.ts'), 'WhatIf', null);
const Measured = lazy(() => import('../parts/field.ts'), 'LoanMeasured', null);
const ClassSection = lazy(() => import('../parts/desk.ts'), 'ClassSection');

type Loan = NonNullable<LoanPageData['loan']>;

const POLL_MS = 2500;

export const LoanScreen = ({ id }: { id: string }) => {
  const { data, error, reload } = useQuery(LoanPage, { id });
  const repaying = useSignal(false);
  const loan = data?.loan;
  usePoll(loan?.state === 'PENDING_DISBURSEMENT', reload, POLL_MS);
  const repayable = loan?.state === 'ACTIVE' && may('loan:repay');
  return (
    <Screen
      title={t('loanTitle')}
      parent="/loans"
      actions={
        repayable && (
          <Button kind="primary" onClick={() => (repaying.value = true)}>
            {t('repay')}
          </Button>
        )
      }
    >
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[110, 90, 240]} />}
      {data && !loan && (
        <Empty icon="search" title={t('notFound')}>
          {t('notFoundText')}
        </Empty>
      )}
      {loan && <Body of={loan} />}
      {loan && repaying.value && (
        <RepaySheet
          loanId={loan.id}
          due={loan.nextDue?.outstanding ?? null}
          onClose={() => (repaying.value = false)}
          onDone={() => void reload()}
        />
      )}
    </Screen>
  );
};

const LOAN_TONES: Record<string, Tone> = { PENDING_DISBURSEMENT: 'info', ACTIVE: 'brand', CLOSED: 'plain', WRITTEN_OFF: 'bad' };
const DUE_TONES: Record<string, Tone> = { PAID: 'ok', PART_PAID: 'warn', OVERDUE: 'bad', DUE: 'plain' };

const Body = ({ of }: { of: Loan }) => {
  const unpaid = of.state === 'PENDING_DISBURSEMENT'; // nothing is owed yet, so nothing has been repaid either
  const paid = subtractAmounts(of.principal, of.outstanding);
  const progress = t('loanProgress', { paid: money(paid), total: money(of.principal) });
  return (
    <>
      <div class="hero">
        <div class="row">
          <Badge tone={LOAN_TONES[of.state] ?? 'plain'}>{label('LoanState', of.state)}</Badge>
          <span class="muted num">{of.number}</span>
        </div>
        <p class="label">{t(unpaid ? 'loanPrincipal' : 'loanOutstanding')}</p>
        <Figure amount={unpaid ? of.principal : of.outstanding} />
        {!unpaid && (
          <>
            <Meter share={Number(paid) / Number(of.principal)} label={progress} />
            <p class="muted small">{progress}</p>
          </>
        )}
      </div>
      {of.payment && of.payment.state !== 'SETTLED' && <PaymentNotice of={of.payment} />}
      {of.nextDue && (
        <div class="card row between">
          <span>
            <span class="label">{t('nextDue')}</span>
            <br />
            <strong class="num big">{money(of.nextDue.outstanding)}</strong>
          </span>
          <span class="end">
            <Badge tone={DUE_TONES[of.nextDue.state] ?? 'plain'}>{label('InstalmentState', of.nextDue.state)}</Badge>
            <br />
            <span class="small muted">{t('nextDueOn', { date: date(of.nextDue.dueOn) })}</span>
          </span>
        </div>
      )}
      <Instalments of={of} />
      <Repayments of={of} />
      {of.state === 'ACTIVE' && <WhatIf loanId={of.id} due={of.nextDue?.outstanding ?? null} />}
      {!unpaid && may('indicator:read') && <Measured id={of.id} />}
      {!unpaid && may('classification:read') && <ClassSection loanId={of.id} />}
      {of.customer && (
        <div class="card flush">
          <Item
            href={`/customers/${encodeURIComponent(of.customer.id)}`}
            lead={initialOf(of.customer)}
            title={nameOf(of.customer)}
            sub={<span class="num">{of.customer.phoneMasked}</span>}
          />
        </div>
      )}
      <div class="card">
        <Pairs
          of={[
            [t('loanPrincipal'), money(of.principal)],
            [t('rate'), percent(of.rateAnnual)],
            [t('term'), t('months', { n: of.termMonths })],
            [t('method'), label('RepaymentMethod', of.method)],
            of.disbursedOn !== null && [t('disbursedOn'), date(of.disbursedOn)],
            [t('officer'), of.officer.name],
            [t('branch'), of.branch.name],
            of.application && [
              t('applicationTitle'),
              <a href={`/applications/${encodeURIComponent(of.application.id)}`} class="num">
                {of.application.number}
              </a>,
            ],
          ]}
        />
      </div>
    </>
  );
};

const PaymentNotice = ({ of }: { of: NonNullable<Loan['payment']> }) => (
  <Notice tone={of.state === 'FAILED' ? 'bad' : of.state === 'UNKNOWN' ? 'warn' : 'info'}>
    <strong>
      {t('payment')} <span class="num">{of.number}</span> · {label('PaymentState', of.state)}
    </strong>
    {of.state === 'UNKNOWN' && <p>{t('paymentUnknown')}</p>}
    {of.state === 'FAILED' && of.reason !== null && <p>{of.reason}</p>}
  </Notice>
);

const Instalments = ({ of }: { of: Loan }) => {
  if (of.instalments.length === 0) return null;
  return (
    <Section title={t('instalments')} aside={t('count', { n: of.instalments.length })}>
      <ul class="card flush list">
        {of.instalments.map((one) => (
          <li key={one.number}>
            <details class="instalment">
              <summary class="item">
                <span class="main">
                  <span class="title">{t('period', { n: one.number })}</span>
                  <span class="sub num">{one.dueOn}</span>
                </span>
                <span class="end">
                  <span class="num strong">
                    {money(one.state === 'PAID' ? addAmounts(one.principal, one.interest, one.fee) : one.outstanding)}
                  </span>
                  <br />
                  <Badge tone={DUE_TONES[one.state] ?? 'plain'}>{label('InstalmentState', one.state)}</Badge>
                </span>
              </summary>
              <Pairs
                of={[
                  [t('principal'), `${money(one.paidPrincipal)} / ${money(one.principal)}`],
                  [t('interest'), `${money(one.paidInterest)} / ${money(one.interest)}`],
                  one.penalty !== '0.00' && [t('penalty'), money(one.penalty)],
                  one.fee !== '0.00' && [t('fee'), `${money(one.paidFee)} / ${money(one.fee)}`],
                ]}
              />
            </details>
          </li>
        ))}
      </ul>
    </Section>
  );
};

/** One part of a repayment; a part that is zero says nothing. */
const Part = ({ name, amount }: { name: string; amount: string }) =>
  amount === '0.00' ? null : (
    <span class="part">
      {name} <span class="num">{money(amount)}</span>
    </span>
  );

const Repayments = ({ of }: { of: Loan }) => (
  <Section title={t('repayments')}>
    {of.repayments.length === 0 ? (
      <div class="card muted">{t('noRepayments')}</div>
    ) : (
      <ul class="card flush list">
        {of.repayments.map((one) => (
          <li key={one.id}>
            <Item
              title={<span class="num">{money(one.amount)}</span>}
              end={<span class="num small muted">{one.paidOn}</span>}
              sub={
                <>
                  <Part name={t('principal')} amount={one.principal} />
                  <Part name={t('interest')} amount={one.interest} />
                  <Part name={t('fee')} amount={one.fee} />
                  <Part name={t('penalty')} amount={one.penalty} />
                  <Part name={t('excess')} amount={one.excess} />
                </>
              }
            />
          </li>
        ))}
      </ul>
    )}
  </Section>
);
