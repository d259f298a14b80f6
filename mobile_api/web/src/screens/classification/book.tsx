// The book at a month's end: tiers and provision, what moved since the month before, vintages.
import { useSignal } from '@preact/signals';
import { Badge, Empty, Section, Skeleton } from '../../components/basics.tsx';
import { SelectField, Segments } from '../../components/controls.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { BookPage, MovesPage, VintagePage } from '../../generated/ids/classification.ts';
import type { BookPageData, MoveBy } from '../../generated/operations.ts';
import { moneyCompact, percent, today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useQuery } from '../../lib/query.ts';
import { Matrix } from './matrix.tsx';
import { monthsBack, share } from './model.ts';
import { TIER_TONES } from './section.tsx';
import { Vintages } from './vintages.tsx';

const MONTHS = 12;

export const BookScreen = () => {
  const months = monthsBack(today(), MONTHS);
  const month = useSignal(months[1]!);
  const since = monthsBack(month.value, MONTHS).at(-1)!;
  const book = useQuery(BookPage, { month: month.value, since });
  return (
    <Screen title={t('bookTitle')} parent="/risk">
      <SelectField
        label={t('bookMonth')}
        value={month.value}
        onChange={(value) => (month.value = value)}
        choices={months.map((value) => ({ value, label: value.slice(0, 7) }))}
      />
      {book.error && <ReadFailure error={book.error} onRetry={() => void book.reload()} />}
      {!book.data && !book.error && <Skeleton heights={[160, 200]} />}
      {book.data && <Tiers of={book.data} />}
      {book.data && book.data.byMonth.length > 0 && <Months of={book.data} />}
      <Moves month={month.value} />
      {book.data && book.data.defaultRates.length > 0 && <Rates of={book.data} />}
      <VintagePart since={since} until={month.value} />
    </Screen>
  );
};

const Tiers = ({ of }: { of: BookPageData }) => {
  if (of.byTier.length === 0) return <Empty icon="search" title={t('bookNone')} />;
  const order = ['NORMAL', 'SPECIAL_MENTION', 'SUBSTANDARD', 'DOUBTFUL', 'LOSS'];
  const rows = [...of.byTier].sort((one, other) => order.indexOf(one.key) - order.indexOf(other.key));
  return (
    <Section title={t('bookTiers')}>
      <div class="card flush table">
        <table>
          <thead>
            <tr>
              <th scope="col">{label('MoveBy', 'TIER')}</th>
              <th scope="col">{t('bookLoans')}</th>
              <th scope="col">{t('bookBalance')}</th>
              <th scope="col">{t('bookProvision')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  <Badge tone={TIER_TONES[row.key] ?? 'plain'}>{label('LoanTier', row.key)}</Badge>
                </th>
                <td>{row.loans}</td>
                <td>{moneyCompact(row.balance)}</td>
                <td>{moneyCompact(row.provision)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
};

const Months = ({ of }: { of: BookPageData }) => (
  <Section title={t('bookMonths')}>
    <div class="card flush table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('bookMonth')}</th>
            <th scope="col">{t('bookBalance')}</th>
            <th scope="col">{t('bookNpl')}</th>
            <th scope="col">{t('bookProvision')}</th>
            <th scope="col">{t('bookCoverage')}</th>
          </tr>
        </thead>
        <tbody>
          {of.byMonth.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.key}</th>
              <td>{moneyCompact(row.balance)}</td>
              <td>{percent(share(row.nonPerforming, row.balance), 2)}</td>
              <td>{moneyCompact(row.provision)}</td>
              <td>{row.nonPerforming === '0.00' ? '–' : percent(share(row.provision, row.nonPerforming), 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </Section>
);

const Moves = ({ month }: { month: string }) => {
  const by = useSignal<MoveBy>('BUCKET');
  const { data, error, reload } = useQuery(MovesPage, { month, by: by.value });
  return (
    <Section title={t('movesTitle')} aside={t('movesFrom')}>
      <div class="stack">
        <Segments
          label={t('movesBy')}
          value={by.value}
          onChange={(value) => (by.value = value as MoveBy)}
          choices={[
            { value: 'BUCKET', label: label('MoveBy', 'BUCKET') },
            { value: 'TIER', label: label('MoveBy', 'TIER') },
          ]}
        />
        {error && <ReadFailure error={error} onRetry={() => void reload()} />}
        {!data && !error && <Skeleton heights={[180]} />}
        {data && <Matrix of={data.bookMoves} by={by.value} />}
      </div>
    </Section>
  );
};

const Rates = ({ of }: { of: BookPageData }) => (
  <Section title={t('ratesTitle')}>
    <div class="card flush table">
      <table>
        <thead>
          <tr>
            <th scope="col">{label('MoveBy', 'BUCKET')}</th>
            <th scope="col">{t('ratesRoll')}</th>
            <th scope="col">{t('ratesDefault')}</th>
          </tr>
        </thead>
        <tbody>
          {of.defaultRates.map((row) => (
            <tr key={row.bucket}>
              <th scope="row">{row.bucket}</th>
              <td>{row.roll === null ? '–' : percent(row.roll, 2)}</td>
              <td>{percent(row.defaultRate, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </Section>
);

const VintagePart = ({ since, until }: { since: string; until: string }) => {
  const { data, error, reload } = useQuery(VintagePage, { since, until });
  return (
    <Section title={t('vintageTitle')}>
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[220]} />}
      {data && <Vintages of={data.vintages} />}
    </Section>
  );
};
