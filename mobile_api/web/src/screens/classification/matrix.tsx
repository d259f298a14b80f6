// What moved, as a matrix: rows as they stood a month ago, columns as they stand now; darker is more.
import type { MoveBy, MovesPageData } from '../../generated/operations.ts';
import { percent } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { share } from './model.ts';

type Move = MovesPageData['bookMoves'][number];

const ORDER: Record<MoveBy, string[]> = {
  BUCKET: ['M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M6+', 'GONE'],
  TIER: ['NORMAL', 'SPECIAL_MENTION', 'SUBSTANDARD', 'DOUBTFUL', 'LOSS', 'GONE'],
};

export const Matrix = ({ of, by }: { of: Move[]; by: MoveBy }) => {
  if (of.length === 0) return <div class="card muted">{t('bookNone')}</div>;
  const known = new Set(of.flatMap((move) => [move.before, move.after]));
  const columns = ORDER[by].filter((name) => known.has(name));
  const rows = columns.filter((name) => of.some((move) => move.before === name));
  const named = (name: string): string => (by === 'TIER' || name === 'GONE' ? label('LoanTier', name) : name);
  const at = (before: string, after: string): string | null => {
    const move = of.find((one) => one.before === before && one.after === after);
    return move ? share(move.balanceBefore, move.base) : null;
  };
  return (
    <div class="card flush table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('movesShare')}</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {named(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((before) => (
            <tr key={before}>
              <th scope="row">{named(before)}</th>
              {columns.map((after) => {
                const part = at(before, after);
                const depth = part === null ? 0 : Math.round(Number(part) * 60);
                return (
                  <td key={after} style={{ background: `color-mix(in srgb, var(--brand) ${depth}%, transparent)` }}>
                    {part === null ? '' : percent(part, 1)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
