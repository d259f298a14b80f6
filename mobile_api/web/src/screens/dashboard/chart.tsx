// One series as a line of SVG, with the same numbers as a table for whoever reads those better.
import type { BoardData } from '../../generated/operations.ts';
import { t } from '../../i18n/staff.ts';
import { titleOf, written } from './figures.ts';
import { HEIGHT, lineOf, PAD, spots, WIDTH } from './pure.ts';

type Series = BoardData['dashboard']['trends'][number];

export const Chart = ({ of }: { of: Series }) => {
  const values = of.points.map((point) => (point.value === null ? null : Number(point.value)));
  const found = spots(values);
  const last = found.at(-1);
  const told = of.points.filter((point) => point.value !== null);
  const newest = told.at(-1);
  const title = titleOf(of);
  const ends = of.points.length > 0 ? `${of.points[0]!.on} – ${of.points.at(-1)!.on}` : '';
  const summary = newest ? `${title} ${ends}: ${written(newest.value!, of.unit)}` : title;
  return (
    <figure class="chart card">
      <figcaption class="row between">
        <span class="label">{title}</span>
        <strong class="num">{newest ? written(newest.value!, of.unit) : t('boardNoValue')}</strong>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={summary} preserveAspectRatio="none">
        <line x1={PAD} x2={WIDTH - PAD} y1={HEIGHT - PAD} y2={HEIGHT - PAD} class="axis" />
        <path d={lineOf(found)} class="line" />
        {last && <circle cx={last.x} cy={last.y} r="3" class="spot" />}
      </svg>
      <p class="small muted num">{ends}</p>
      <details>
        <summary class="small">{t('boardTable')}</summary>
        <table class="plain-table">
          <tbody>
            {told.map((point) => (
              <tr key={point.on}>
                <th scope="row" class="num">
                  {point.on}
                </th>
                <td class="num">{written(point.value!, of.unit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
};
