// Vintages as lines over months on book, and the same numbers as a table.
import { useSignal } from '@preact/signals';
import { Segments } from '../../components/controls.tsx';
import type { VintagePageData } from '../../generated/operations.ts';
import { moneyCompact, percent } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import { share } from './model.ts';

type Vintage = VintagePageData['vintages'][number];
type Late = 'late30' | 'late90';

const WIDTH = 320;
const HEIGHT = 120;
const PAD = 6;

/** The lines of vintages, each through its points; a common scale, so that they can be compared. */
export const lines = (of: Vintage[], late: Late): string[] => {
  const shares = of.map((one) => one.points.map((point) => Number(share(point[late], one.principal))));
  const top = Math.max(0.01, ...shares.flat());
  const longest = Math.max(1, ...shares.map((points) => points.length - 1));
  const spot = (value: number, index: number): string => {
    const x = PAD + (index / longest) * (WIDTH - 2 * PAD);
    const y = HEIGHT - PAD - (value / top) * (HEIGHT - 2 * PAD);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  return shares.map((points) => points.map((value, index) => `${index ? 'L' : 'M'}${spot(value, index)}`).join(''));
};

export const Vintages = ({ of }: { of: Vintage[] }) => {
  const late = useSignal<Late>('late30');
  if (of.length === 0) return <div class="card muted">{t('vintageNone')}</div>;
  const drawn = lines(of, late.value);
  const title = t(late.value === 'late30' ? 'vintageLate30' : 'vintageLate90');
  return (
    <div class="stack">
      <Segments
        label={t('vintageTitle')}
        value={late.value}
        onChange={(value) => (late.value = value as Late)}
        choices={[
          { value: 'late30', label: t('vintageLate30') },
          { value: 'late90', label: t('vintageLate90') },
        ]}
      />
      <div class="card">
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label={title}>
          <line x1={PAD} x2={WIDTH - PAD} y1={HEIGHT - PAD} y2={HEIGHT - PAD} stroke="var(--line)" />
          {drawn.map((path, index) => (
            <path
              key={of[index]!.month}
              d={path}
              fill="none"
              stroke="var(--brand)"
              stroke-width="1.5"
              stroke-opacity={0.3 + (0.7 * (index + 1)) / drawn.length}
            />
          ))}
        </svg>
      </div>
      <Table of={of} late={late.value} />
    </div>
  );
};

const AGES = [1, 3, 6, 9, 12];

const Table = ({ of, late }: { of: Vintage[]; late: Late }) => (
  <div class="card flush table">
    <table>
      <thead>
        <tr>
          <th scope="col">{t('bookMonth')}</th>
          <th scope="col">{t('bookBalance')}</th>
          {AGES.map((age) => (
            <th key={age} scope="col" aria-label={t('vintageMonths', { n: age })}>
              {age}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {of.map((one) => (
          <tr key={one.month}>
            <th scope="row">{one.month.slice(0, 7)}</th>
            <td>{moneyCompact(one.principal)}</td>
            {AGES.map((age) => {
              const point = one.points.find((each) => each.monthsOnBook === age);
              return <td key={age}>{point ? percent(share(point[late], one.principal), 1) : ''}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
