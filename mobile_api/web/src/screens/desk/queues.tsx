// The queues of the desk: breaks between bank and books, findings against the law.
import { useSignal } from '@preact/signals';
import { Badge, type Tone } from '../../components/basics.tsx';
import { Segments } from '../../components/controls.tsx';
import { Screen } from '../../components/frame.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { WideBreaks, WideFindings } from '../../generated/ids/wide.ts';
import type { FindingCard, LawFindingState, WideBreaksData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { money } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { lazy } from '../../lib/lazy.tsx';
import { usePages, type Paged } from '../../lib/pages.ts';
import { navigate } from '../../lib/router.ts';
import { Split } from './frame.tsx';
import { hrefIn } from './lists.tsx';

type Break = WideBreaksData['statementBreaks']['nodes'][number];

const desk = () => import('../../parts/desk.ts');
const BreakCard = lazy(desk, 'BreakCard');
const FindingBody = lazy(desk, 'FindingBody');

const SEVERITIES: Record<string, Tone> = { BLOCK: 'bad', REVIEW: 'warn', WARN: 'info' };
const STATES: Record<string, LawFindingState[]> = { open: ['OPEN'], late: ['OPEN'], waived: ['WAIVED'] };
const WORDS = { open: 'lawOpen', late: 'lawLate', waived: 'lawWaived', all: 'lawAll' } as const;

const idOf = (row: { id: string }): string => row.id;
const chosenOf = <Row extends { id: string }>(paged: Paged<Row>, id: string | null): Row | null =>
  paged.rows?.find((row) => row.id === id) ?? null;

const breakColumns = (): Column<Break>[] => [
  { name: t('wideKind'), text: (row) => label('BreakKind', row.kind) },
  { name: t('wideBank'), text: (row) => (row.amount === null ? '' : money(row.amount)), number: true },
  { name: t('wideBooks'), text: (row) => (row.expected === null ? '' : money(row.expected)), number: true },
  { name: t('wideWho'), text: (row) => (row.line ? `${row.line.partyMasked} ${row.line.partyLast4}` : '') },
  { name: t('wideNumber'), text: (row) => row.loan?.number ?? row.line?.reference ?? '' },
  { name: t('wideSince'), text: (row) => row.noticedOn },
  {
    name: t('wideState'),
    text: (row) => label('BreakState', row.state),
    cell: (row) => <Badge tone={row.state === 'PROPOSED' ? 'info' : 'warn'}>{label('BreakState', row.state)}</Badge>,
  },
];

export const BreaksPart = ({ id }: { id: string | null }) => {
  const paged = usePages(WideBreaks, {}, (data) => data.statementBreaks);
  const chosen = chosenOf(paged, id);
  return (
    <Split
      title={t('wideBreaks')}
      home="/desk/breaks"
      list={
        <Table
          label={t('wideBreaks')}
          columns={breakColumns()}
          paged={paged}
          keyOf={idOf}
          hrefOf={hrefIn('breaks')}
          chosen={id}
          home="/desk/breaks"
        />
      }
      detail={
        chosen && (
          <Screen title={label('BreakKind', chosen.kind)} parent="/desk/breaks">
            <BreakCard key={chosen.id} of={chosen} onChanged={() => void paged.reload()} />
          </Screen>
        )
      }
    />
  );
};

const findingColumns = (): Column<FindingCard>[] => [
  {
    name: t('wideRule'),
    text: (row) => `${row.ruleCode} ${(language.value === 'zh' ? row.rule?.nameZh : row.rule?.nameEn) ?? ''}`,
  },
  {
    name: t('wideSeverity'),
    text: (row) => label('LawSeverity', row.severity),
    cell: (row) => (
      <Badge tone={SEVERITIES[row.severity] ?? 'plain'}>{label('LawSeverity', row.severity)}</Badge>
    ),
  },
  { name: t('name'), text: (row) => row.customer?.nameMasked ?? '' },
  { name: t('wideNumber'), text: (row) => row.loan?.number ?? '' },
  { name: t('branch'), text: (row) => row.branch?.name ?? '' },
  { name: t('lawOwner'), text: (row) => row.owner?.name ?? '' },
  {
    name: t('lawDue'),
    text: (row) => row.dueOn,
    cell: (row) => <span class={row.late ? 'tone-bad' : ''}>{row.dueOn}</span>,
  },
  { name: t('wideState'), text: (row) => label('LawFindingState', row.state) },
];

export const LawPart = ({ id }: { id: string | null }) => {
  const asked = useSignal<string>('open');
  const variables = { state: STATES[asked.value] ?? (['OPEN', 'WAIVED', 'MENDED'] as LawFindingState[]), late: asked.value === 'late' };
  const paged = usePages(WideFindings, variables, (data) => data.lawFindings);
  const chosen = chosenOf(paged, id);
  return (
    <Split
      title={t('lawTitle')}
      home="/desk/law"
      tools={
        <Segments
          label={t('lawFindings')}
          value={asked.value}
          choices={Object.entries(WORDS).map(([value, word]) => ({ value, label: t(word) }))}
          onChange={(value) => (asked.value = value)}
        />
      }
      list={
        <Table
          label={t('lawFindings')}
          columns={findingColumns()}
          paged={paged}
          keyOf={idOf}
          hrefOf={hrefIn('law')}
          chosen={id}
          home="/desk/law"
        />
      }
      detail={
        chosen && (
          <Screen title={findingColumns()[0]!.text(chosen)} parent="/desk/law">
            <div class="card stack">
              <FindingBody
                key={chosen.id}
                of={chosen}
                onClose={() => navigate('/desk/law')}
                onChanged={() => void paged.reload()}
              />
            </div>
          </Screen>
        )
      }
    />
  );
};
