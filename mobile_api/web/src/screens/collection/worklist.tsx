// The worklist: whose money is most at risk first; one's own cases or all in sight, by stage.
import { useSignal, type Signal } from '@preact/signals';
import { Badge, Empty, type Tone } from '../../components/basics.tsx';
import { Segments } from '../../components/controls.tsx';
import { List } from '../../components/list.tsx';
import { CollectionCases, CollectionUplift, type CaseLine } from '../../generated/operations.ts';
import { ago, date, dayOf, money, moneyShort, percent, today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { usePages } from '../../lib/pages.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { Lists } from './frame.tsx';

export const STAGES: Record<string, Tone> = { reminder: 'plain', gentle: 'info', firm: 'warn', legal: 'bad' };
const YEAR_MS = 365 * 24 * 3600 * 1000;

/** Whose cases are listed: a choice for who works on some. */
export const MineOrAll = ({ of }: { of: Signal<string> }) =>
  may('collection:work') && (
    <Segments
      label={t('collectionTitle')}
      value={of.value}
      choices={[
        { value: 'mine', label: t('collectionMine') },
        { value: 'all', label: t('collectionAll') },
      ]}
      onChange={(value) => (of.value = value)}
    />
  );

export const WorklistScreen = ({ root }: { root: boolean }) => {
  const whose = useSignal(may('collection:work') ? 'mine' : 'all');
  const paged = usePages(CollectionCases, { mine: whose.value === 'mine' }, (data) => data.collectionCases);
  return (
    <Lists part="/collection" root={root}>
      <MineOrAll of={whose} />
      {!may('collection:work') && <Effect />}
      <List
        cards
        skeleton={132}
        paged={paged}
        row={(one) => <CaseCard of={one} />}
        empty={<Empty icon="check" title={t('collectionNone')} />}
      />
    </Lists>
  );
};

const CaseCard = ({ of }: { of: CaseLine }) => (
  <a class="card case" href={`/collection/${encodeURIComponent(of.id)}`}>
    <div class="row between">
      <span class="who">{of.customer?.nameMasked}</span>
      <Badge tone={STAGES[of.stage] ?? 'plain'}>{label('CollectionStage', of.stage)}</Badge>
    </div>
    <div class="row between">
      <strong class="num">{money(of.overdue)}</strong>
      <span class="tone-bad">{t('collectionDays', { n: of.daysPastDue })}</span>
    </div>
    <Standing of={of} />
    <p class="foot">
      <span>
        {t('collectionAtRisk')} <span class="num">{moneyShort(of.atRisk)}</span>
      </span>
      <span>{of.lastContactAt === null ? t('collectionNever') : ago(of.lastContactAt)}</span>
    </p>
  </a>
);

/** Why nobody should be contacted now, as far as the case itself tells. */
const Standing = ({ of }: { of: CaseLine }) => {
  if (of.state !== 'OPEN') return <p class="small muted">{label('CollectionCaseState', of.state)}</p>;
  if (of.quiet) return <p class="small muted">{t('collectionQuiet')}</p>;
  if (of.heldOutUntil !== null && of.heldOutUntil > today())
    return <p class="small muted">{t('collectionHeldOut', { day: date(of.heldOutUntil) })}</p>;
  return null;
};

/** For who leads: what treatment brings, over the last year. */
const Effect = () => {
  const { data } = useQuery(CollectionUplift, { since: dayOf(Date.now() - YEAR_MS), until: today() });
  if (!data) return null;
  const { cured, withinDays } = data.collectionUplift;
  const share = (count: number, cases: number): string => (cases === 0 ? '–' : percent(String(count / cases), 1));
  const points = (value: number): string => percent(value.toFixed(4), 1);
  return (
    <div class="card">
      <strong>{t('collectionUplift')}</strong>
      <p>
        {t('collectionUpliftText', {
          days: withinDays,
          treated: `${share(cured.treatedCount, cured.treatedCases)} (${cured.treatedCount}/${cured.treatedCases})`,
          held: `${share(cured.heldOutCount, cured.heldOutCases)} (${cured.heldOutCount}/${cured.heldOutCases})`,
        })}
      </p>
      <p class="small muted">
        {cured.difference === null || cured.low === null || cured.high === null
          ? t('collectionUpliftNone')
          : t('collectionUpliftGain', {
              gain: points(cured.difference),
              low: points(cured.low),
              high: points(cured.high),
            })}
      </p>
    </div>
  );
};
