// Cash over the counter: for which loan, how much; the customer gets the receipt's number at once.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Item, Notice } from '../../components/basics.tsx';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Sheet } from '../../components/overlays.tsx';
import { Search } from '../../components/search.tsx';
import { CounterLoans, TakeCash, type CounterData, type CounterLoansData } from '../../generated/operations.ts';
import { date, money, parseAmount } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { nameOf } from '../../lib/names.ts';
import { useQuery } from '../../lib/query.ts';

type Till = CounterData['tills']['nodes'][number];
type Loan = CounterLoansData['loans']['nodes'][number];

interface TakeProps {
  tills: Till[];
  onClose: () => void;
  onDone: () => void;
}

export const TakeSheet = ({ tills, onClose, onDone }: TakeProps) => {
  const loan = useSignal<Loan | null>(null);
  const given = useSignal<string | null>(null);
  return (
    <Sheet title={t('cashTake')} onClose={onClose}>
      {given.value !== null ? (
        <Notice tone="ok" live>
          {t('receiptGiven')} <strong class="num">{given.value}</strong>
        </Notice>
      ) : loan.value === null ? (
        <FindLoan onFound={(found) => (loan.value = found)} />
      ) : (
        <Taking
          loan={loan.value}
          tills={tills}
          onTaken={(number) => {
            given.value = number;
            onDone();
          }}
        />
      )}
    </Sheet>
  );
};

const FindLoan = ({ onFound }: { onFound: (loan: Loan) => void }) => {
  const text = useSignal('');
  const { data, error, reload } = useQuery(CounterLoans, text.value === '' ? null : { search: text.value });
  return (
    <>
      <Search label={t('loanNumber')} onSearch={(typed) => (text.value = typed)} />
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {text.value !== '' && data?.loans.nodes.length === 0 && <p class="muted">{t('notFound')}</p>}
      <ul class="card flush list">
        {(data?.loans.nodes ?? []).map((one) => (
          <li key={one.id}>
            <button type="button" class="item" onClick={() => onFound(one)}>
              <span class="main">
                <span class="title num">{one.number}</span>
                <span class="sub">
                  {nameOf(one.customer)} · {one.branch.name}
                </span>
              </span>
              <span class="num">{one.nextDue && money(one.nextDue.outstanding)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
};

const Taking = ({ loan, tills, onTaken }: { loan: Loan; tills: Till[]; onTaken: (number: string) => void }) => {
  const near = tills.find((one) => one.branch.id === loan.branch.id) ?? tills[0];
  const till = useSignal(near?.id ?? '');
  const amount = useSignal(loan.nextDue?.outstanding ?? '');
  const action = useAction();
  const exact = parseAmount(amount.value);
  const take = async (): Promise<void> => {
    const input = { tillId: till.value, loanId: loan.id, amount: exact! };
    const taken = await act(`cash:${loan.id}`, TakeCash, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    onTaken(taken.takeCash.receipt.number);
  };
  const told = ['amount', 'tillId'].some((field) => fieldError(action.error, field) !== null);
  return (
    <>
      <Item
        title={<span class="num">{loan.number}</span>}
        sub={
          <>
            {nameOf(loan.customer)}
            {loan.nextDue && <> · {t('nextDueOn', { date: date(loan.nextDue.dueOn) })}</>}
          </>
        }
        end={<span class="num">{loan.nextDue && money(loan.nextDue.outstanding)}</span>}
      />
      <SelectField
        label={t('till')}
        value={till.value}
        onChange={(value) => (till.value = value)}
        choices={tills.map((one) => ({ value: one.id, label: `${one.branch.name} · ${one.businessDate}` }))}
        error={fieldError(action.error, 'tillId')}
      />
      <TextField
        label={t('repayAmount')}
        big
        required
        unit={t('amountUnit')}
        value={amount.value}
        onInput={(value) => (amount.value = value)}
        hint={exact ? money(exact) : undefined}
        error={exact === null && amount.value !== '' ? t('amountWrong') : fieldError(action.error, 'amount')}
        attributes={{ inputMode: 'decimal', autoComplete: 'off', maxLength: 20 }}
      />
      <p class="small muted">{t('cashSecond')}</p>
      {action.error && !told && <Failure error={action.error} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={exact === null || till.value === ''}
        onClick={() => void action.run(take)}
      >
        {t('cashTake')}
      </Button>
    </>
  );
};
