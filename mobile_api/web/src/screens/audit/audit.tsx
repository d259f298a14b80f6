// The audit trail: what was done and refused, by whom; and whether the chain of its seals holds.
import { useSignal } from '@preact/signals';
import { ask } from '../../api/graphql.ts';
import { Badge, Notice, Pairs } from '../../components/basics.tsx';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { Chain, Posts, WideAudit, WideStaff } from '../../generated/ids/wide.ts';
import type { AuditOutcome, ChainData, WideAuditData } from '../../generated/operations.ts';
import { time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { usePages } from '../../lib/pages.ts';
import { useQuery } from '../../lib/query.ts';
import { Split } from '../desk/frame.tsx';
import { named } from '../staff/staff.tsx';

type Record_ = WideAuditData['auditTrail']['nodes'][number];

const LINKS = 5000;
const whoOf = (row: Record_): string => row.staff?.name ?? label('ActorKind', row.actorKind);

const columns = (names: Map<string, string>): Column<Record_>[] => [
  { name: t('wideWhen'), text: (row) => time(row.at) },
  { name: t('wideWho'), text: whoOf },
  { name: t('wideOperation'), text: (row) => names.get(row.operation) ?? row.operation },
  {
    name: t('wideOutcome'),
    text: (row) => label('AuditOutcome', row.outcome),
    cell: (row) => (
      <Badge tone={row.outcome === 'DONE' ? 'ok' : 'bad'}>
        {label('AuditOutcome', row.outcome)}
        {row.code !== null && ` ${row.code}`}
      </Badge>
    ),
  },
  { name: t('wideAbout'), text: (row) => [...new Set(row.subjects.map((one) => one.kind))].join(', ') },
  { name: t('wideAddress'), text: (row) => row.address ?? '' },
];

export const AuditPart = ({ id }: { id: string | null }) => {
  const asked = useSignal<Record<string, string>>({});
  const operations = useQuery(Posts, {}).data?.operationNames ?? [];
  const staff = useQuery(WideStaff, { order: 'NAME' }).data?.staff.nodes ?? [];
  const names = new Map(operations.map((one) => [one.code, named(one)]));
  const given = Object.fromEntries(Object.entries(asked.value).filter(([, value]) => value !== ''));
  const paged = usePages(WideAudit, given as { outcome?: AuditOutcome }, (data) => data.auditTrail);
  const chosen = paged.rows?.find((row) => row.recordId === id);
  const field = (name: string) => ({
    value: asked.value[name] ?? '',
    onChange: (value: string) => void (asked.value = { ...asked.value, [name]: value }),
  });
  const day = (name: string) => ({ value: field(name).value, onInput: field(name).onChange, type: 'date' as const });
  return (
    <Split
      title={t('wideAudit')}
      home="/desk/audit"
      tools={
        <>
          <ChainCheck />
          <div class="row tools">
            <SelectField
              label={t('wideOperation')}
              empty={t('filterAll')}
              choices={operations.map((one) => ({ value: one.code, label: `${named(one)} · ${one.code}` }))}
              {...field('operation')}
            />
            <SelectField
              label={t('wideWho')}
              empty={t('filterAll')}
              choices={staff.map((one) => ({ value: one.id, label: `${one.name} · ${one.login}` }))}
              {...field('staffId')}
            />
            <SelectField
              label={t('wideOutcome')}
              empty={t('filterAll')}
              choices={['DONE', 'REFUSED'].map((value) => ({ value, label: label('AuditOutcome', value) }))}
              {...field('outcome')}
            />
            <TextField label={t('wideFrom')} {...day('since')} />
            <TextField label={t('wideUntil')} {...day('until')} />
          </div>
        </>
      }
      list={
        <Table
          label={t('wideAudit')}
          columns={columns(names)}
          paged={paged}
          keyOf={(row) => row.recordId}
          hrefOf={(row) => `/desk/audit/${row.recordId}`}
          chosen={id}
          home="/desk/audit"
        />
      }
      detail={
        chosen && (
          <Screen title={names.get(chosen.operation) ?? chosen.operation} parent="/desk/audit">
            <div class="card">
              <Pairs
                of={[
                  [t('wideWhen'), time(chosen.at)],
                  [t('wideWho'), `${whoOf(chosen)}${chosen.staff ? ` · ${chosen.staff.login}` : ''}`],
                  [t('wideOperation'), chosen.operation],
                  [t('wideOutcome'), `${label('AuditOutcome', chosen.outcome)} ${chosen.code ?? ''}`],
                  [t('wideAddress'), chosen.address ?? '—'],
                  [t('wideRequest'), chosen.requestId],
                  ...chosen.subjects.map((one) => [one.kind, <code key={one.id}>{one.id}</code>] as const),
                ]}
              />
            </div>
          </Screen>
        )
      }
    />
  );
};

const ChainCheck = () => {
  const found = useSignal<ChainData['auditChain'] | null>(null);
  const action = useAction();
  const check = async (): Promise<void> => {
    found.value = (await ask(Chain, { links: LINKS })).auditChain;
  };
  const of = found.value;
  return (
    <>
      <div class="row">
        <Button kind="outline" busy={action.busy} onClick={() => void action.run(check)}>
          {t('wideChain')}
        </Button>
        {of?.head && (
          <span class="small muted">
            {t('wideChainHead', { n: of.number })} <code>{of.head.slice(0, 16)}…</code>
          </span>
        )}
      </div>
      {action.error && <Failure error={action.error} />}
      {of && (
        <Notice tone={of.broken.length > 0 ? 'bad' : 'ok'} live>
          {of.broken.length > 0
            ? t('wideChainBroken', { n: of.broken.length, first: of.broken[0]! })
            : t('wideChainSound', { n: of.checked - of.unseen })}{' '}
          {t('wideChainRest', { unsealed: of.unsealed, unseen: of.unseen })}
        </Notice>
      )}
    </>
  );
};
