// Bank against books: balances of a day, statements in, and the breaks that people have to look at.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { uploadFile } from '../../api/files.ts';
import { Badge, Empty, Section, Skeleton } from '../../components/basics.tsx';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { FileField } from '../../components/filefield.tsx';
import { Screen } from '../../components/frame.tsx';
import { List } from '../../components/list.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { Balances, Breaks, FetchStatement, ImportStatement, type BalancesData } from '../../generated/operations.ts';
import { date, money } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { usePages } from '../../lib/pages.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { BreakCard } from './break.tsx';
import { yesterday } from './business.ts';

type Sheets = 'fetch' | 'import' | null;

export const ReconcileScreen = () => {
  const day = useSignal(yesterday());
  const balances = useQuery(Balances, { on: day.value });
  const breaks = usePages(Breaks, {}, (data) => data.statementBreaks);
  const open = useSignal<Sheets>(null);
  const changed = (): void => {
    forgetReadings('Money');
    void balances.reload();
    void breaks.reload();
  };
  return (
    <Screen
      title={t('reconcile')}
      parent="/money"
      actions={
        may('statement:import') && (
          <>
            <Button kind="outline" onClick={() => (open.value = 'import')}>
              {t('importStatement')}
            </Button>
            <Button kind="primary" onClick={() => (open.value = 'fetch')}>
              {t('fetchStatement')}
            </Button>
          </>
        )
      }
    >
      <TextField
        label={t('balancesOn', { date: date(day.value) })}
        type="date"
        value={day.value}
        onInput={(value) => {
          if (value !== '') day.value = value;
        }}
      />
      {balances.error && <ReadFailure error={balances.error} onRetry={() => void balances.reload()} />}
      {!balances.data && !balances.error && <Skeleton heights={[110]} />}
      <ul class="stack">
        {(balances.data?.bankBalances ?? []).map((one) => (
          <li key={one.accountNumber}>
            <Balance
              of={one}
              bank={balances.data?.fundingAccounts.find((own) => own.accountNumber === one.accountNumber)?.bankName}
            />
          </li>
        ))}
      </ul>
      <Section title={t('breaks')} aside={breaks.rows && String(breaks.total)}>
        <List
          paged={breaks}
          cards
          row={(one) => <BreakCard of={one} onChanged={changed} />}
          empty={<Empty icon="check" title={t('breaksNone')} />}
        />
      </Section>
      {open.value === 'import' && <ImportSheet onClose={() => (open.value = null)} onDone={changed} />}
      {open.value === 'fetch' && balances.data && (
        <FetchSheet of={balances.data} day={day.value} onClose={() => (open.value = null)} onDone={changed} />
      )}
    </Screen>
  );
};

const Balance = ({ of, bank }: { of: BalancesData['bankBalances'][number]; bank: string | undefined }) => (
  <div class="card">
    <div class="row between">
      <strong>{bank ?? of.accountNumber}</strong>
      {of.difference === null ? (
        <Badge>{t('balanceUnknown')}</Badge>
      ) : of.difference === '0.00' ? (
        <Badge tone="ok">{t('balanceEqual')}</Badge>
      ) : (
        <Badge tone="bad">{t('balanceDiffers', { amount: money(of.difference) })}</Badge>
      )}
    </div>
    <div class="row between">
      <span>
        {t('balanceBank')} <span class="num">{of.bank === null ? '—' : money(of.bank)}</span>
      </span>
      <span>
        {t('balanceBooks')} <span class="num">{money(of.ledger)}</span>
      </span>
    </div>
    <p class="small muted">
      <span class="num">{of.accountNumber}</span>
      {of.coveredUntil !== null && <> · {t('coveredUntil', { date: date(of.coveredUntil) })}</>}
    </p>
  </div>
);

interface DoneProps {
  onClose: () => void;
  onDone: () => void;
}

const told = (one: { matchedLines: number; openBreaks: number }): void =>
  toast(t('statementDone', { matched: one.matchedLines, open: one.openBreaks }));

const ImportSheet = ({ onClose, onDone }: DoneProps) => {
  const file = useSignal<File | null>(null);
  const action = useAction();
  const take = async (): Promise<void> => {
    const { fileId } = (await uploadFile('/api/statements', file.value!)) as { fileId: string };
    const done = await act(`statement:${fileId}`, ImportStatement, (idempotencyKey) => ({
      input: { fileId, idempotencyKey },
    }));
    told(done.importStatement);
    onDone();
    onClose();
  };
  return (
    <Sheet title={t('importStatement')} onClose={onClose}>
      <FileField label={t('bankFile')} accept=".xml,.csv,.xlsx" onChange={(one) => (file.value = one)} />
      {action.error && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} disabled={file.value === null} onClick={() => void action.run(take)}>
        {t('importStatement')}
      </Button>
    </Sheet>
  );
};

const FetchSheet = ({ of, day, onClose, onDone }: DoneProps & { of: BalancesData; day: string }) => {
  const accounts = of.fundingAccounts.filter((one) => one.state === 'OPEN');
  const account = useSignal('');
  const on = useSignal(day);
  const action = useAction();
  const take = async (): Promise<void> => {
    const sum = { matchedLines: 0, openBreaks: 0 };
    for (const { id } of accounts.filter((one) => account.value === '' || one.id === account.value)) {
      const done = await act(`fetch:${id}:${on.value}`, FetchStatement, (idempotencyKey) => ({
        input: { accountId: id, day: on.value, idempotencyKey },
      }));
      sum.matchedLines += done.fetchStatement.matchedLines;
      sum.openBreaks += done.fetchStatement.openBreaks;
      onDone();
    }
    told(sum);
    onClose();
  };
  return (
    <Sheet title={t('fetchStatement')} onClose={onClose}>
      <SelectField
        label={t('account')}
        value={account.value}
        onChange={(value) => (account.value = value)}
        choices={[
          { value: '', label: t('allAccounts', { n: accounts.length }) },
          ...accounts.map((one) => ({ value: one.id, label: `${one.bankName} ${one.accountNumber}` })),
        ]}
      />
      <TextField label={t('statementDay')} type="date" value={on.value} onInput={(value) => (on.value = value)} />
      {action.error && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} disabled={on.value === ''} onClick={() => void action.run(take)}>
        {t('fetchStatement')}
      </Button>
    </Sheet>
  );
};
