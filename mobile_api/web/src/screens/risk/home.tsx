// Where risk begins: what of the small business the rules decide alone, and the ways to whatever decides.
import { Badge, Item, Meter, Section, Skeleton } from '../../components/basics.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { StraightThrough } from '../../generated/ids/risk.ts';
import type { StraightThroughData } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { moneyShort, percent } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import type { StaffKey } from '../../i18n/tables/staff-zh.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';

const WAYS: [href: string, name: StaffKey, hint: StaffKey, needs: string][] = [
  ['/inbox/batch', 'batchTitle', 'batchHint', 'approval:decide'],
  ['/risk/book', 'bookWay', 'bookHint', 'classification:read'],
  ['/risk/offers', 'offersTitle', 'offersHint', 'campaign:read'],
  ['/risk/matrices', 'matrixTitle', 'matrixHint', 'matrix:read'],
  ['/risk/editions', 'editionsTitle', 'editionsHint', 'decision:read'],
  ['/risk/templates', 'templatesTitle', 'templatesHint', 'template:read'],
  ['/risk/figures', 'figuresTitle', 'figuresHint', 'lender:set'],
  ['/customers/merging', 'mergingTitle', 'mergingHint', 'customer:merge'],
  ['/customers/import', 'sheetTitle', 'sheetHint', 'customer:import'],
];

export const RiskScreen = () => {
  const figures = useQuery(StraightThrough, may('dashboard:read') ? {} : null);
  return (
    <Screen title={t('riskTitle')} parent="/me">
      <ul class="card flush list">
        {WAYS.filter(([, , , needs]) => may(needs)).map(([href, name, hint]) => (
          <li key={href}>
            <Item href={href} title={t(name)} sub={t(hint)} />
          </li>
        ))}
      </ul>
      {figures.error && <ReadFailure error={figures.error} onRetry={() => void figures.reload()} />}
      {!figures.data && !figures.error && may('dashboard:read') && <Skeleton heights={[160]} />}
      {figures.data && <Alone of={figures.data.straightThrough} />}
    </Screen>
  );
};

const Alone = ({ of }: { of: StraightThroughData['straightThrough'] }) => (
  <Section title={t('aloneTitle', { below: moneyShort(of.below) })} aside={t('aloneQuarter')}>
    <div class="card stack">
      <div class="row between">
        <strong class="num big">{of.share === null ? t('unknownFigure') : percent(of.share, 1)}</strong>
        <span class="muted">{t('aloneOf', { n: of.considered })}</span>
      </div>
      {of.share !== null && <Meter share={Number(of.share)} label={t('aloneOf', { n: of.considered })} />}
      <p class="small">
        {t('aloneCounts', { approved: of.approvedAtOnce, refused: of.refusedAtOnce, referred: of.referred })}
      </p>
      {of.reasons.length > 0 && <p class="label">{t('aloneWhy')}</p>}
      <ul class="list">
        {of.reasons.map((one) => (
          <li key={one.code} class="row between tight">
            <span>
              {language.value === 'zh' ? one.zh : one.en} {/^[A-Z]/.test(one.code) && <span class="small muted">{one.code}</span>}
            </span>
            <Badge tone="warn">{one.count}</Badge>
          </li>
        ))}
      </ul>
    </div>
  </Section>
);
