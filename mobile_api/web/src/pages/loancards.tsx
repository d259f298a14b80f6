// The loan on the borrower's own page: what is due, how to pay, what pays it off, the schedule.
import { useSignal } from '@preact/signals';
import { Badge, Figure, Pairs, Section, type Tone } from '../components/basics.tsx';
import { Button, TextField } from '../components/controls.tsx';
import { Failure } from '../components/failure.tsx';
import { date, money, today } from '../i18n/format.ts';
import { p, publicLabel } from '../i18n/public.ts';
import { readPayOff, type Instalment, type Loan, type Mine, type PayOff } from './borrowing.ts';

const TONES: Record<string, Tone> = { PAID: 'ok', OVERDUE: 'bad', PART_PAID: 'warn', DUE: 'plain' };

export const DueCard = ({ loan }: { loan: Loan }) => (
  <div class="card terms">
    <span class="label">{loan.due === '0.00' ? p('mineNothingDue') : p('mineDue')}</span>
    {loan.due !== '0.00' && <Figure amount={loan.due} />}
    <Pairs
      of={[
        loan.nextDueOn !== null && [p('mineNext'), `${date(loan.nextDueOn)} · ${money(loan.next)}`],
        [p('mineOutstanding'), money(loan.outstanding)],
        [p('mineLoanNumber'), <span class="num">{loan.number}</span>],
      ]}
    />
  </div>
);

export const HowToPay = ({ of }: { of: Mine }) => (
  <Section title={p('minePay')}>
    <div class="card">
      <p>{p('minePayText', { lender: of.lender, number: of.loan?.number ?? '', account: of.account ?? '—' })}</p>
    </div>
  </Section>
);

const Quote = ({ of }: { of: PayOff }) => (
  <>
    <span class="label">{p('minePayOffTotal')}</span>
    <Figure amount={of.total} />
    <Pairs
      of={[
        [p('minePayOffArrears'), money(of.arrears)],
        [p('minePayOffPrincipal'), money(of.principal)],
        [p('minePayOffInterest'), money(of.interest)],
        [p('minePayOffFee'), money(of.fee)],
        [p('minePayOffSaved'), money(of.saved)],
      ]}
    />
  </>
);

export const PayOffCard = () => {
  const on = useSignal(today());
  const quote = useSignal<PayOff | null>(null);
  const error = useSignal<Error | null>(null);
  const busy = useSignal(false);

  const reckon = async (): Promise<void> => {
    busy.value = true;
    error.value = null;
    try {
      quote.value = await readPayOff(on.value);
    } catch (caught) {
      quote.value = null;
      error.value = caught as Error;
    } finally {
      busy.value = false;
    }
  };
  return (
    <Section title={p('minePayOff')}>
      <div class="card terms">
        <TextField type="date" label={p('minePayOffOn')} value={on.value} onInput={(day) => (on.value = day)} />
        <Button kind="outline" wide busy={busy.value} disabled={!on.value} onClick={() => void reckon()}>
          {p('minePayOffAsk')}
        </Button>
        {error.value && <Failure error={error.value} />}
        {quote.value && <Quote of={quote.value} />}
      </div>
    </Section>
  );
};

const Row = ({ of }: { of: Instalment }) => (
  <li class="plan-row">
    <span class="num">{of.number}</span>
    <span class="num">{date(of.dueOn)}</span>
    <span class="num">{money(of.total)}</span>
    <Badge tone={TONES[of.state] ?? 'plain'}>{publicLabel('InstalmentState', of.state)}</Badge>
  </li>
);

export const Plan = ({ loan }: { loan: Loan }) => (
  <Section title={p('minePlan')}>
    <ol class="card plan">
      {loan.instalments.map((row) => (
        <Row key={row.number} of={row} />
      ))}
    </ol>
  </Section>
);
