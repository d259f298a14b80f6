// The manager's figures, within what the manager may see; every one leads to the list behind it.
import { Section, Skeleton } from '../components/basics.tsx';
import { ReadFailure } from '../components/failure.tsx';
import { Screen } from '../components/frame.tsx';
import { Icon } from '../components/icons.tsx';
import { Tiles, type TilesData } from '../generated/operations.ts';
import { language, locale } from '../i18n/core.ts';
import { ago, date, money, moneyCompact, percent, time } from '../i18n/format.ts';
import { label, t } from '../i18n/staff.ts';
import { useQuery } from '../lib/query.ts';
import { viewer } from '../lib/viewer.ts';
import { Notice } from '../components/basics.tsx';

type Dashboard = TilesData['dashboard'];
type Tile = Dashboard['tiles'][number];

const grouped = (count: string): string => (/^\d+$/.test(count) ? BigInt(count).toLocaleString(locale()) : count);

/** How a figure is written, by the unit that the server names. */
const shown = (value: string, unit: string): string => {
  if (/^(yuan|money|cny)$/i.test(unit)) return moneyCompact(value);
  if (/^(rate|share|percent|ratio)$/i.test(unit)) return percent(value);
  if (/^date$/i.test(unit)) return date(value);
  return grouped(value);
};

/** A change as the server gives it, a ratio: "0.125" -> "+12.5%". */
const signed = (change: string): string => (change.startsWith('-') ? percent(change, 1) : `+${percent(change, 1)}`);

const scopeName = (): string => {
  const me = viewer.value;
  if (!me) return '';
  return [me.staff.branch.name, me.scopeKind && label('ScopeKind', me.scopeKind)].filter(Boolean).join(' · ');
};

const TileCard = ({ of }: { of: Tile }) => {
  const title = language.value === 'zh' ? of.titleZh : of.titleEn;
  const body = (
    <>
      <span class="label">{title}</span>
      <strong class="num">{shown(of.value, of.unit)}</strong>
      {of.change !== null && (
        <span class="small muted">
          {t('tileChange')} <span class="num">{signed(of.change)}</span>
        </span>
      )}
      {of.list !== null && <Icon name="next" size={16} />}
    </>
  );
  return of.list === null ? (
    <div class="tile">{body}</div>
  ) : (
    <a class="tile" href={of.list}>
      {body}
    </a>
  );
};

export const TilesScreen = () => {
  const { data, error, at, reload } = useQuery(Tiles, {});
  const board = data?.dashboard;
  return (
    <Screen
      title={t('tilesTitle')}
      tools={
        <button type="button" class="icon-button" aria-label={t('refresh')} onClick={() => void reload()}>
          <Icon name="refresh" size={22} />
        </button>
      }
    >
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
        <>
          <p class="list-head">
            <strong>{scopeName()}</strong>
            <span>{t('tilesAsOf', { time: time(board.asOf) })}</span>
          </p>
          <div class="tiles-grid">
            {board.tiles.map((tile) => (
              <TileCard key={tile.key} of={tile} />
            ))}
          </div>
          <Branches of={board.byBranch} />
        </>
      )}
    </Screen>
  );
};

const Branches = ({ of }: { of: Dashboard['byBranch'] }) => {
  if (of.length === 0) return null;
  return (
    <Section title={t('byBranch')}>
      <ul class="card flush list">
        {of.map((one) => (
          <li key={one.branch.id} class="branch">
            <div class="row between">
              <strong>{one.branch.name}</strong>
              <strong class="num">{money(one.outstanding)}</strong>
            </div>
            <p class="small muted row between">
              <span>
                {t('inReview')} <span class="num">{one.inReview}</span> · {t('loansActive')}{' '}
                <span class="num">{one.loansActive}</span>
              </span>
              {one.overdue !== '0.00' && (
                <span class="tone-bad">
                  {t('overdueAmount')} <span class="num">{money(one.overdue)}</span>
                </span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
};
