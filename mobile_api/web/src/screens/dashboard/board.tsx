// The board: what the manager sees, of a period, in one place or all; every figure leads to the list behind it.
import { Notice, Section, Skeleton } from '../../components/basics.tsx';
import { Segments } from '../../components/controls.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Icon } from '../../components/icons.tsx';
import { Board, type DashboardGroup, type DashboardPeriod } from '../../generated/operations.ts';
import { ago, date, time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useQuery } from '../../lib/query.ts';
import { navigate, route } from '../../lib/router.ts';
import { viewer } from '../../lib/viewer.ts';
import { Chart } from './chart.tsx';
import { About, Comparison, Funnel, GROUPS, Recoveries, TileCard, Times } from './parts.tsx';

const PERIODS: DashboardPeriod[] = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'];
/** What a place is compared by when nobody says: a region by its branches, a branch by its officers. */
const NEXT: Record<string, DashboardGroup> = { HEADQUARTERS: 'REGION', REGION: 'BRANCH' };

const scopeName = (): string => {
  const me = viewer.value;
  if (!me) return '';
  return [me.staff.branch.name, me.scopeKind && label('ScopeKind', me.scopeKind)].filter(Boolean).join(' · ');
};

const address = (values: Record<string, string | null>): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) query.set(name, value);
  return query.size ? `/tiles?${query}` : '/tiles';
};

export const BoardScreen = () => {
  const { query } = route.value;
  const period: DashboardPeriod = PERIODS.find((one) => one === query.get('period')) ?? 'MONTH';
  const under = query.get('under');
  const own = NEXT[viewer.value?.scopeKind ?? ''] ?? 'OFFICER';
  const usual: DashboardGroup = under ? (own === 'REGION' ? 'BRANCH' : 'OFFICER') : own;
  const by = GROUPS.find((one) => one === query.get('by')) ?? usual;
  const { data, error, at, reload } = useQuery(Board, { period, by, ...(under ? { under } : {}) });
  const board = data?.dashboard;
  const go = (values: Record<string, string | null>): void =>
    navigate(address({ period, by: query.get('by'), under, ...values }), { replace: true });
  return (
    <Screen
      title={t('tilesTitle')}
      {...(under ? { parent: address({ period }) } : {})}
      tools={
        <>
          <a class="icon-button" href="/tiles/reports" aria-label={t('boardReports')}>
            <Icon name="document" size={22} />
          </a>
          <button type="button" class="icon-button" aria-label={t('refresh')} onClick={() => void reload()}>
            <Icon name="refresh" size={22} />
          </button>
        </>
      }
    >
      <Segments
        label={t('boardPeriod')}
        value={period}
        choices={PERIODS.map((value) => ({ value, label: label('DashboardPeriod', value) }))}
        onChange={(value) => go({ period: value })}
      />
      {error && !board && <ReadFailure error={error} onRetry={() => void reload()} />}
      {error && board && (
        <Notice tone="warn">
          {t('showingOld', { ago: ago(new Date(at).toISOString()) })}{' '}
          <button type="button" onClick={() => void reload()}>
            {t('retry')}
          </button>
        </Notice>
      )}
      {!board && !error && <Skeleton heights={[20, 96, 96, 96, 200]} />}
      {board && (
        <div class="board">
          <div class="board-head">
            <p class="list-head">
              <strong>{board.title ?? scopeName()}</strong>
              <span>{t('tilesAsOf', { time: time(board.asOf) })}</span>
            </p>
            <p class="small muted">
              {t('boardSpan', {
                since: date(board.since),
                until: date(board.until),
                before: date(board.formerSince),
                after: date(board.formerUntil),
              })}
              {board.source === 'BOOKS' && <> · {t('boardBooks', { day: date(board.standsOn) })}</>}
            </p>
            <div class="tiles-grid">
              {board.tiles.map((tile) => (
                <TileCard key={tile.key} of={tile} />
              ))}
            </div>
          </div>
          <div>
            <Section title={t('boardTrends')}>
              <div class="charts">
                {board.trends.map((series) => (
                  <Chart key={series.key} of={series} />
                ))}
              </div>
            </Section>
          </div>
          <div>
            <Comparison
              of={board.comparison}
              by={by}
              onBy={(value) => go({ by: value })}
              linkTo={(place) => address({ period, under: place })}
            />
            <Funnel of={board.funnel} />
          </div>
          <div>
            <Recoveries of={board.recoveries} />
            <Times of={board.approvalTimes} />
            <About of={board.tiles} />
          </div>
        </div>
      )}
    </Screen>
  );
};
