// What if: a payment on a day, part of it early, or all of it. Quotes of the server; nothing is stored.
import { useSignal } from '@preact/signals';
import { ask } from '../../api/graphql.ts';
import { Badge, Notice, Pairs, Section } from '../../components/basics.tsx';
import { Button, Segments, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { LoanPayOff, LoanPrepay, LoanWhatIf } from '../../generated/ids/serving.ts';
import type { LoanPayOffData, LoanPrepayData, LoanWhatIfData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { addAmounts, date, money, parseAmount, today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';

type Kind = 'pay' | 'early' | 'off';
type Found =
  | { kind: 'pay'; of: LoanWhatIfData['repaymentPreview'] }
  | { kind: 'early'; of: LoanPrepayData['prepaymentQuote'] }
  | { kind: 'off'; of: LoanPayOffData['payOffQuote'] };

export const WhatIf = ({ loanId, due }: { loanId: string; due: string | null }) => {
  const kind = useSignal<Kind>('pay');
  const amount = useSignal(due ?? '');
  const paidOn = useSignal(today());
  const found = useSignal<Found | null>(null);
  const action = useAction();
  const exact = parseAmount(amount.value);
  const change = (): void => {
    found.value = null;
    action.clear();
  };
  const look = async (): Promise<void> => {
    const on = { loanId, paidOn: paidOn.value };
    const asked = { ...on, amount: exact! };
    if (kind.value === 'off') found.value = { kind: 'off', of: (await ask(LoanPayOff, on)).payOffQuote };
    else if (kind.value === 'early') found.value = { kind: 'early', of: (await ask(LoanPrepay, asked)).prepaymentQuote };
    else found.value = { kind: 'pay', of: (await ask(LoanWhatIf, asked)).repaymentPreview };
  };
  return (
    <Section title={t('whatIfTitle')}>
      <div class="card stack">
        <Segments
          label={t('whatIfTitle')}
          value={kind.value}
          choices={[
            { value: 'pay', label: t('whatIfPay') },
            { value: 'early', label: t('whatIfEarly') },
            { value: 'off', label: t('whatIfOff') },
          ]}
          onChange={(value) => {
            kind.value = value as Kind;
            change();
          }}
        />
        {kind.value !== 'off' && (
          <TextField
            label={t('repayAmount')}
            unit={t('amountUnit')}
            value={amount.value}
            onInput={(value) => {
              amount.value = value;
              change();
            }}
            error={exact === null && amount.value !== '' ? t('amountWrong') : fieldError(action.error, 'amount')}
            attributes={{ inputMode: 'decimal', autoComplete: 'off', maxLength: 20 }}
          />
        )}
        <TextField
          label={t('repayOn')}
          type="date"
          value={paidOn.value}
          onInput={(value) => {
            paidOn.value = value;
            change();
          }}
          error={fieldError(action.error, 'paidOn')}
          attributes={kind.value === 'off' ? { min: today() } : {}}
        />
        {action.error && !fieldError(action.error, 'amount') && !fieldError(action.error, 'paidOn') && (
          <Failure error={action.error} />
        )}
        <Button
          kind="outline"
          wide
          busy={action.busy}
          disabled={paidOn.value === '' || (kind.value !== 'off' && exact === null)}
          onClick={() => void action.run(look)}
        >
          {t('whatIfLook')}
        </Button>
        {found.value && <Told of={found.value} />}
      </div>
    </Section>
  );
};

const zeroless = (name: string, amount: string) => amount !== '0.00' && ([name, money(amount)] as const);

const Told = ({ of: { kind, of } }: { of: Found }) => {
  if (kind === 'off')
    return (
      <>
        <p>
          <span class="label">{t('whatIfTotal')}</span> <strong class="num big">{money(of.total)}</strong>
        </p>
        <Pairs
          of={[
            zeroless(t('whatIfArrears'), of.arrears),
            [t('principal'), money(of.principal)],
            zeroless(t('interest'), of.interest),
            zeroless(t('fee'), of.fee),
            [t('whatIfSaved'), money(of.saved)],
          ]}
        />
        <p class="small muted">{language.value === 'zh' ? of.explanation.zh : of.explanation.en}</p>
      </>
    );
  if (kind === 'early')
    return (
      <>
        <Pairs
          of={[
            zeroless(t('whatIfArrears'), of.arrears),
            [t('principal'), money(of.principal)],
            zeroless(t('interest'), of.interest),
            zeroless(t('fee'), of.fee),
          ]}
        />
        {of.outcomes.map((one) => {
          const left = one.instalments.filter((row) => row.outstanding !== '0.00');
          const next = left[0];
          return (
            <div key={one.choice} class="stack">
              <strong>{label('PrepaymentChoice', one.choice)}</strong>
              <Pairs
                of={[
                  [t('whatIfSaved'), money(one.saved)],
                  [t('whatIfLeft'), t('count', { n: left.length })],
                  next !== undefined && [
                    t('nextDue'),
                    `${date(next.dueOn)} · ${money(addAmounts(next.principal, next.interest, next.fee))}`,
                  ],
                  left.length > 1 && [t('whatIfLast'), date(left.at(-1)!.dueOn)],
                ]}
              />
            </div>
          );
        })}
      </>
    );
  return (
    <>
      {of.excess !== '0.00' && <Notice tone="warn">{t('whatIfExcess', { amount: money(of.excess) })}</Notice>}
      <ul class="list">
        {of.splits.map((one) => (
          <li key={one.number} class="item">
            <span class="main">
              <span class="title">{t('period', { n: one.number })}</span>
              <span class="sub">
                {(
                  [
                    ['principal', one.principal],
                    ['interest', one.interest],
                    ['fee', one.fee],
                    ['penalty', one.penalty],
                  ] as const
                )
                  .filter(([, part]) => part !== '0.00')
                  .map(([name, part]) => `${t(name)} ${money(part)}`)
                  .join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p>
        {t('whatIfStill')} <strong class="num">{money(of.outstanding)}</strong>
        {of.nextDueOn !== null && (
          <>
            {' '}
            <Badge>{t('nextDueOn', { date: date(of.nextDueOn) })}</Badge>
          </>
        )}
      </p>
    </>
  );
};
