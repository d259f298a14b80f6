// Parts of the board: figures, funnel, comparison, recoveries, times.
import { Section } from '../../components/basics.tsx';
import { Segments } from '../../components/controls.tsx';
import { Icon } from '../../components/icons.tsx';
import type { BoardData, DashboardGroup } from '../../generated/operations.ts';
import { moneyCompact, percent } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { signed, titleOf, toneOf, written } from './figures.ts';

type Board = BoardData['dashboard'];
type Tile = Board['tiles'][number];

export const TileCard = ({ of }: { of: Tile }) => {
  const body = (
    <>
      <span class="label">{titleOf(of)}</span>
      <strong class="num">{written(of.value, of.unit)}</strong>
      {of.change !== null && (
        <span class="small">
          <span class="muted">{t('boardChange')}</span>{' '}
          <span class={`num ${toneOf(of.key, of.change)}`}>{signed(of.change)}</span>
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

export const Funnel = ({ of }: { of: Board['funnel'] }) => {
  const most = Math.max(...of.map((step) => step.count), 1);
  return (
    <Section title={t('boardFunnel')}>
      <ol class="card flush list funnel">
        {of.map((step) => (
          <li key={step.key}>
            <a href={step.list}>
              <span class="row between">
                <span>{titleOf(step)}</span>
                <strong class="num">{step.count}</strong>
              </span>
              <span class="bar-line" aria-hidden="true">
                <span style={{ width: `${(step.count / most) * 100}%` }} />
              </span>
              {step.hours !== null && <span class="small muted">{t('boardHours', { hours: step.hours })}</span>}
            </a>
          </li>
        ))}
      </ol>
    </Section>
  );
};

export const GROUPS: DashboardGroup[] = ['REGION', 'BRANCH', 'OFFICER', 'PRODUCT'];

interface ComparedProps {
  of: Board['comparison'];
  by: DashboardGroup;
  onBy: (by: DashboardGroup) => void;
  linkTo: (under: string) => string;
}

export const Comparison = ({ of, by, onBy, linkTo }: ComparedProps) => (
  <Section title={t('boardCompare')}>
    <Segments
      label={t('boardBy')}
      value={by}
      choices={GROUPS.map((value) => ({ value, label: label('DashboardGroup', value) }))}
      onChange={(value) => onBy(value as DashboardGroup)}
    />
    <div class="card flush sideways" tabIndex={0} role="region" aria-label={t('boardCompare')}>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{label('DashboardGroup', by)}</th>
            <th scope="col">{t('boardOutstanding')}</th>
            <th scope="col">{t('boardPar30')}</th>
            <th scope="col">{t('boardDisbursed')}</th>
            <th scope="col">{t('boardRepaid')}</th>
            <th scope="col">{t('boardMoneyHours')}</th>
          </tr>
        </thead>
        <tbody>
          {of.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {row.under ? (
                  <a href={linkTo(row.under)} aria-label={t('boardEnter', { name: row.title })}>
                    {row.title}
                  </a>
                ) : (
                  row.title
                )}
                <span class="small muted">{t('boardLoans', { n: row.loansActive })}</span>
              </th>
              <td class="num">{moneyCompact(row.outstanding)}</td>
              <td class="num">{row.par30 === null ? '–' : percent(row.par30)}</td>
              <td class="num">{moneyCompact(row.disbursed)}</td>
              <td class="num">{moneyCompact(row.repaid)}</td>
              <td class="num">{row.moneyHours === null ? '–' : t('boardUnitHours', { hours: row.moneyHours })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </Section>
);

export const Recoveries = ({ of }: { of: Board['recoveries'] }) => (
  <Section title={t('boardRecoveries')}>
    <ul class="card flush list">
      {of.map((row) => (
        <li key={row.sinceDays} class="branch">
          <div class="row between">
            <span>
              {row.untilDays === null
                ? t('boardBucketLast', { first: row.sinceDays })
                : t('boardBucket', { first: row.sinceDays, last: row.untilDays })}
            </span>
            <strong class="num">{row.effectiveness === null ? '–' : percent(row.effectiveness)}</strong>
          </div>
          <p class="small muted">
            {t('boardRecovered')} <span class="num">{moneyCompact(row.recovered)}</span> · {t('boardStill')}{' '}
            <span class="num">{moneyCompact(row.outstanding)}</span> · {t('boardLoans', { n: row.loans })}
          </p>
        </li>
      ))}
    </ul>
  </Section>
);

export const Times = ({ of }: { of: Board['approvalTimes'] }) =>
  of.length === 0 ? null : (
    <Section title={t('boardTimes')}>
      <ul class="card flush list">
        {of.map((row) => (
          <li key={row.tier} class="branch row between">
            <span>
              {label('Tier', row.tier)} <span class="small muted">{t('boardDecided', { n: row.decided })}</span>
            </span>
            <strong class="num">{row.hours === null ? '–' : t('boardUnitHours', { hours: row.hours })}</strong>
          </li>
        ))}
      </ul>
    </Section>
  );

export const About = ({ of }: { of: Board['tiles'] }) => (
  <details class="card about">
    <summary>{t('boardAbout')}</summary>
    <dl>
      {of.map((tile) => (
        <div key={tile.key}>
          <dt>{titleOf(tile)}</dt>
          <dd class="small muted">{tile.about}</dd>
        </div>
      ))}
    </dl>
  </details>
);
