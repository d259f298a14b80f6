// What decides, at a desk: versions of the approval matrix, editions of rules and scorecards, each beside its list.
import { Badge, type Tone } from '../../components/basics.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { Editions, Matrices } from '../../generated/ids/risk.ts';
import type { EditionsData, MatricesData } from '../../generated/operations.ts';
import { date, dayOf } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { lazy } from '../../lib/lazy.tsx';
import { whole } from '../../lib/pages.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { Split } from './frame.tsx';
import { hrefIn } from './lists.tsx';

type Matrix = MatricesData['approvalMatrices'][number];
type Edition = EditionsData['decisionEditions'][number];

const desk = () => import('../../parts/desk.ts');
const EditionActions = lazy(desk, 'EditionActions', null);
const EditionScreen = lazy(desk, 'EditionScreen');
const MatrixAction = lazy(desk, 'MatrixAction', null);
const MatrixScreen = lazy(desk, 'MatrixScreen');

const TONES: Record<string, Tone> = { DRAFT: 'warn', PROPOSED: 'warn', PUBLISHED: 'ok', WITHDRAWN: 'plain' };
const idOf = (row: { id: string }): string => row.id;
const day = (instant: string | null): string => (instant === null ? '' : date(instant));
const matrixState = (row: Matrix): string => t(row.state === 'DRAFT' ? 'stateDraft' : 'statePublished');
const editionState = (row: Edition): string => label('DecisionEditionState', row.state);

const matrixColumns = (): Column<Matrix>[] => [
  { name: t('wideEdition'), text: (row) => t('editionNumber', { n: row.versionNumber }) },
  { name: t('name'), text: (row) => row.name },
  {
    name: t('wideState'),
    text: matrixState,
    cell: (row) => <Badge tone={TONES[row.state] ?? 'plain'}>{matrixState(row)}</Badge>,
  },
  { name: t('effectiveFrom'), text: (row) => day(row.effectiveFrom) },
  { name: t('matrixRows'), text: (row) => String(row.rows.length), number: true },
  { name: t('wideWho'), text: (row) => row.draftedBy?.name ?? '' },
  { name: t('wideDrafted'), text: (row) => dayOf(row.draftedAt) },
];

export const MatricesPart = ({ id }: { id: string | null }) => {
  const paged = whole(useQuery(Matrices, {}), (data) => data.approvalMatrices);
  return (
    <Split
      title={t('wideMatrices')}
      home="/desk/matrices"
      tools={
        may('matrix:draft') && (
          <div class="row">
            <MatrixAction newest={paged.rows?.[0]} />
          </div>
        )
      }
      list={
        <Table
          label={t('wideMatrices')}
          columns={matrixColumns()}
          paged={paged}
          keyOf={idOf}
          hrefOf={hrefIn('matrices')}
          chosen={id}
          home="/desk/matrices"
        />
      }
      detail={id && <MatrixScreen key={id} id={id} />}
    />
  );
};

const editionColumns = (): Column<Edition>[] => [
  { name: t('wideEdition'), text: (row) => t('editionNumber', { n: row.number }) },
  { name: t('wideKind'), text: (row) => label('DecisionEditionKind', row.kind) },
  {
    name: t('wideState'),
    text: editionState,
    cell: (row) => <Badge tone={TONES[row.state] ?? 'plain'}>{editionState(row)}</Badge>,
  },
  { name: t('effectiveFrom'), text: (row) => date(row.effectiveFrom) },
  { name: t('why'), text: (row) => row.note },
  { name: t('wideWho'), text: (row) => row.proposedBy?.name ?? t('houseItself') },
  { name: t('wideDrafted'), text: (row) => dayOf(row.proposedAt) },
];

export const RulesPart = ({ id }: { id: string | null }) => {
  const paged = whole(useQuery(Editions, {}), (data) => data.decisionEditions);
  return (
    <Split
      title={t('wideRules')}
      home="/desk/rules"
      tools={
        may('decision:propose') && (
          <div class="row">
            <EditionActions />
          </div>
        )
      }
      list={
        <Table
          label={t('wideRules')}
          columns={editionColumns()}
          paged={paged}
          keyOf={idOf}
          hrefOf={hrefIn('rules')}
          chosen={id}
          home="/desk/rules"
        />
      }
      detail={id && <EditionScreen key={id} id={id} />}
    />
  );
};
