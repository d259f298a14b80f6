// The indicators that a customer or a loan has triggered, the worst first, a few at a time.
import type { Operation } from '../../api/graphql.ts';
import { Badge, Item, Section, type Tone } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { CustomerIndicators, LoanIndicators } from '../../generated/ids/risk.ts';
import type { IndicatorLine } from '../../generated/operations.ts';
import { language } from '../../i18n/core.ts';
import { date } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { usePages, type Page } from '../../lib/pages.ts';
import { valued } from './words.ts';

const TONES: Record<string, Tone> = { WARN: 'warn', CRITICAL: 'bad' };
const NOTHING: Page<IndicatorLine> = { nodes: [], totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null } };

interface Asked {
  id: string;
  after?: string | null;
}

export const CustomerMeasured = ({ id }: { id: string }) => (
  <Measured id={id} operation={CustomerIndicators} pick={(data) => data.customer?.indicators ?? NOTHING} />
);

export const LoanMeasured = ({ id }: { id: string }) => (
  <Measured id={id} operation={LoanIndicators} pick={(data) => data.loan?.indicators ?? NOTHING} />
);

/** Nothing where nothing has triggered: what was measured and is in order is no news. */
const Measured = <Data,>(props: {
  id: string;
  operation: Operation<Data, Asked>;
  pick: (data: Data) => Page<IndicatorLine>;
}) => {
  const paged = usePages(props.operation, { id: props.id }, props.pick);
  if (!paged.rows || paged.rows.length === 0) return null;
  return (
    <Section title={t('measuredTitle')} aside={paged.total}>
      <ul class="card flush list">
        {paged.rows.map((one) => (
          <li key={one.code}>
            <Item
              title={language.value === 'zh' ? one.nameZh : one.nameEn}
              sub={`${one.code} · ${label('IndicatorGrain', one.level)} · ${t('measuredSince', {
                day: date(one.asOf),
                n: one.version,
              })}`}
              end={
                <>
                  <strong class="num">{valued(one.value, one.unit)}</strong>{' '}
                  <Badge tone={TONES[one.grade] ?? 'plain'}>{label('IndicatorGrade', one.grade)}</Badge>
                </>
              }
            />
          </li>
        ))}
      </ul>
      {paged.more && (
        <Button kind="outline" wide busy={paged.loading} onClick={() => void paged.more?.()}>
          {t('more')}
        </Button>
      )}
    </Section>
  );
};
