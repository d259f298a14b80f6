// What banks answered: a result file in, its lines taken one by one, what does not fit set aside and named.
import { useSignal } from '@preact/signals';
import { uploadFile } from '../../api/files.ts';
import { Badge, Section } from '../../components/basics.tsx';
import { Button, SelectField } from '../../components/controls.tsx';
import { FileField } from '../../components/filefield.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { Accounts, Results as Read, type ResultsData } from '../../generated/operations.ts';
import { money } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { usePoll } from '../../lib/poll.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';

type Result = ResultsData['bankResults']['nodes'][number];

const POLL_MS = 2500;

export const Results = ({ onTaken }: { onTaken: () => void }) => {
  const { data, error, reload } = useQuery(Read, {});
  const taking = useSignal(false);
  const found = data?.bankResults.nodes ?? [];
  usePoll(
    found.some((one) => one.state === 'WAITING'),
    reload,
    POLL_MS,
  );
  return (
    <Section
      title={t('results')}
      aside={
        may('payment:result') && (
          <Button kind="quiet" onClick={() => (taking.value = true)}>
            {t('takeResult')}
          </Button>
        )
      }
    >
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      <ul class="stack">
        {found.map((one) => (
          <li key={one.id}>
            <ResultCard of={one} />
          </li>
        ))}
      </ul>
      {taking.value && (
        <TakeSheet
          onClose={() => (taking.value = false)}
          onTaken={() => {
            void reload();
            onTaken();
          }}
        />
      )}
    </Section>
  );
};

const ResultCard = ({ of }: { of: Result }) => (
  <div class="card">
    <div class="row between">
      <strong>{label('BankFileKind', of.kind)}</strong>
      <Badge tone={of.setAside.length > 0 ? 'bad' : of.state === 'FINISHED' ? 'ok' : 'info'}>
        {of.setAside.length > 0 ? t('setAside', { n: of.setAside.length }) : label('BankResultState', of.state)}
      </Badge>
    </div>
    <p class="small muted">
      {of.fileName} · {t('resultLines', { n: of.lineCount })} · <span class="num">{money(of.total)}</span>
      {of.failed.length > 0 && (
        <>
          {' · '}
          <strong class="tone-bad">{t('resultFailed', { n: of.failed.length })}</strong>
        </>
      )}
    </p>
    <ul class="small">
      {of.failed.map((one) => (
        <li key={`${one.line}.${one.orderNumber}`} class="row between">
          <span>
            <span class="num">{one.orderNumber}</span> · {one.reason ?? one.code}
          </span>
          {one.amount !== null && <span class="num">{money(one.amount)}</span>}
        </li>
      ))}
      {of.setAside.map((one) => (
        <li key={`${one.line}.${one.orderNumber}`}>
          {t('lineOf', { line: one.line, number: one.orderNumber })} · {one.fault && label('BankLineFault', one.fault)}
        </li>
      ))}
    </ul>
  </div>
);

const TakeSheet = (props: { onClose: () => void; onTaken: () => void }) => {
  const { data } = useQuery(Accounts, {});
  const kind = useSignal('PAYMENT');
  const account = useSignal('');
  const file = useSignal<File | null>(null);
  const action = useAction();
  const byFile = (data?.fundingAccounts ?? []).filter((one) => one.channel === 'FILE');
  const chosen = account.value || (byFile[0]?.id ?? '');
  const take = async (): Promise<void> => {
    await uploadFile('/api/bank-results', file.value!, { kind: kind.value, fundingAccountId: chosen });
    toast(t('resultTaken'));
    props.onTaken();
    props.onClose();
  };
  return (
    <Sheet title={t('takeResult')} onClose={props.onClose}>
      <SelectField
        label={t('resultKind')}
        value={kind.value}
        onChange={(value) => (kind.value = value)}
        choices={['PAYMENT', 'DEBIT'].map((value) => ({ value, label: label('BankFileKind', value) }))}
      />
      <SelectField
        label={t('account')}
        value={chosen}
        onChange={(value) => (account.value = value)}
        choices={byFile.map((one) => ({ value: one.id, label: `${one.bankName} ${one.accountNumber}` }))}
      />
      <FileField label={t('bankFile')} accept=".csv,.xlsx" onChange={(chosenFile) => (file.value = chosenFile)} />
      {action.error && <Failure error={action.error} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={file.value === null || chosen === ''}
        onClick={() => void action.run(take)}
      >
        {t('takeResult')}
      </Button>
    </Sheet>
  );
};
