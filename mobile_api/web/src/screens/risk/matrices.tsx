// The approval matrix: its versions, what each row says, what a draft would have changed, publishing by four eyes.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, Item, Section, Skeleton } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Matrices, MatrixTrial, PublishMatrix } from '../../generated/ids/risk.ts';
import type { MatricesData } from '../../generated/operations.ts';
import { date, dayOf, money, moneyShort, today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';
import { may } from '../../lib/viewer.ts';
import { Publish } from './publish.tsx';
import { Trial } from './trial.tsx';

type Matrix = MatricesData['approvalMatrices'][number];
type Row = Matrix['rows'][number];
type Step = Row['steps'][number];

/** A new matrix begins with what the newest says. */
export const MatrixAction = ({ newest }: { newest: Matrix | undefined }) =>
  may('matrix:draft') && newest ? (
    <Button kind="primary" onClick={() => navigate(`/risk/matrices/${encodeURIComponent(newest.id)}/draft`)}>
      {t('matrixDraft')}
    </Button>
  ) : null;

export const MatricesScreen = () => {
  const { data, error, reload } = useQuery(Matrices, {});
  const newest = data?.approvalMatrices[0];
  return (
    <Screen title={t('matrixTitle')} parent="/risk" actions={may('matrix:draft') && newest && <MatrixAction newest={newest} />}>
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[72, 72]} />}
      {data && (
        <ul class="card flush list">
          {data.approvalMatrices.map((one) => (
            <li key={one.id}>
              <Item
                href={`/risk/matrices/${encodeURIComponent(one.id)}`}
                title={`${t('editionNumber', { n: one.versionNumber })} · ${one.name}`}
                sub={one.draftedBy ? `${one.draftedBy.name} · ${dayOf(one.draftedAt)}` : dayOf(one.draftedAt)}
                end={<State of={one} />}
              />
            </li>
          ))}
        </ul>
      )}
    </Screen>
  );
};

const State = ({ of }: { of: Matrix }) =>
  of.state === 'DRAFT' ? (
    <Badge tone="warn">{t('stateDraft')}</Badge>
  ) : (
    <>
      <Badge tone="ok">{t('statePublished')}</Badge>
      <br />
      <span class="small muted">{of.effectiveFrom && t('stateFrom', { date: date(of.effectiveFrom) })}</span>
    </>
  );

export const MatrixScreen = ({ id }: { id: string }) => {
  const { data, error, reload } = useQuery(Matrices, {});
  const matrix = data?.approvalMatrices.find((one) => one.id === id);
  const isDraft = matrix?.state === 'DRAFT';
  return (
    <Screen title={matrix ? t('matrixVersion', { n: matrix.versionNumber }) : t('matrixTitle')} parent="/risk/matrices">
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[60, 120, 120]} />}
      {data && !matrix && <Empty icon="search" title={t('notFound')} />}
      {matrix && (
        <>
          <div class="row between">
            <strong>{matrix.name}</strong>
            <State of={matrix} />
          </div>
          <Rows of={matrix.rows} />
          {isDraft && <Moves id={id} />}
          {isDraft && <PublishDraft of={matrix} reload={reload} />}
          {may('matrix:draft') && (
            <Button wide onClick={() => navigate(`/risk/matrices/${encodeURIComponent(id)}/draft`)}>
              {t('matrixFrom')}
            </Button>
          )}
        </>
      )}
    </Screen>
  );
};

export const bandOf = (of: Pick<Row, 'exposureFrom' | 'exposureUntil'>): string =>
  of.exposureUntil === null
    ? t('bandAbove', { from: moneyShort(of.exposureFrom) })
    : t('bandBetween', { from: moneyShort(of.exposureFrom), until: moneyShort(of.exposureUntil) });

const only = (of: Row): string =>
  [
    of.referred === null ? '' : t(of.referred ? 'onlyReferred' : 'onlyClean'),
    of.products.join('、'),
    of.grades.join('、'),
    of.regions.length > 0 ? t('onlyRegions', { n: of.regions.length }) : '',
  ]
    .filter(Boolean)
    .join(' · ');

const stepText = (of: Step): string =>
  [
    label('position', of.position),
    label('VotingMode', of.mode.toUpperCase()),
    of.votesNeeded > 1 ? t('stepVotes', { n: of.votesNeeded, of: of.quorum }) : '',
    of.ownRegion ? t('stepRegion') : '',
    of.slaHours === null ? '' : t('stepHours', { n: of.slaHours }),
    of.escalatesTo === null ? '' : t('stepThen', { who: label('position', of.escalatesTo) }),
  ]
    .filter(Boolean)
    .join(' · ');

const Rows = ({ of }: { of: Row[] }) => (
  <Section title={t('matrixRows')} aside={t('matrixFirst')}>
    <ul class="card flush list">
      {of.map((row) => (
        <li key={row.number} class="matrix-row">
          <div class="row between">
            <strong class="num">{bandOf(row)}</strong>
            <Badge tone={row.tier === 'AUTOMATIC' ? 'ok' : 'info'}>{label('Tier', row.tier)}</Badge>
          </div>
          {only(row) && <p class="small muted">{only(row)}</p>}
          {row.routine && (
            <p class="small muted">
              {t('routineOf', { until: moneyShort(row.routine.exposureUntil), grades: row.routine.grades.join('、') })}
            </p>
          )}
          {row.steps.map((step, at) => (
            <p key={at} class="small">
              {row.steps.length > 1 && `${at + 1}. `}
              {stepText(step)}
            </p>
          ))}
        </li>
      ))}
    </ul>
  </Section>
);

const Moves = ({ id }: { id: string }) => {
  const { data, error, reload } = useQuery(MatrixTrial, { id });
  if (error) return <ReadFailure error={error} onRetry={() => void reload()} />;
  if (!data) return <Skeleton heights={[120]} />;
  const found = data.matrixSimulation;
  const way = (to: { tier: string; positions: string[] } | null): string => {
    if (to === null) return t('nobodyDecides');
    const people = to.positions.map((one) => label('position', one)).join(' → ');
    return [label('Tier', to.tier), people].filter(Boolean).join(' · ');
  };
  return (
    <Trial
      considered={found.considered}
      moved={found.moved}
      shifts={found.shifts.map((one) => ({
        before: label('Tier', one.before),
        after: one.after === null ? t('nobodyDecides') : label('Tier', one.after),
        count: one.count,
      }))}
      examples={found.examples.map((one) => ({
        id: one.applicationId,
        number: one.number,
        before: way(one.before),
        after: way(one.after),
        detail: `${t('exposureAfter')} ${money(one.exposureAfter)}`,
      }))}
    />
  );
};

const PublishDraft = ({ of, reload }: { of: Matrix; reload: () => Promise<void> }) => {
  const from = useSignal(today());
  const publish = async (): Promise<void> => {
    await act(`publish:${of.id}`, PublishMatrix, (idempotencyKey) => ({
      input: { matrixId: of.id, effectiveFrom: from.value, idempotencyKey },
    }));
    forgetReadings('Matrices');
    await reload();
  };
  return (
    <Publish proposedBy={of.draftedBy} operation="matrix:publish" publish={publish} disabled={from.value === ''}>
      <p>{t('matrixPublishText', { n: of.versionNumber })}</p>
      <TextField
        label={t('effectiveFrom')}
        type="date"
        required
        value={from.value}
        attributes={{ min: today() }}
        onInput={(value) => (from.value = value)}
      />
    </Publish>
  );
};
