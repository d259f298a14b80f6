// What a row of the matrix lets a gesture approve: up to which exposure, for which grades.
import { TextField } from '../../components/controls.tsx';
import { t } from '../../i18n/staff.ts';
import type { RowDraft } from '../../lib/matrix.ts';

/** The tiers that have a routine: people decide there, and no committee. */
export const ROUTINE_TIERS = ['MANUAL_REVIEW', 'REGIONAL'];

export const RoutineFields = ({ of, onChange }: { of: RowDraft; onChange: (part: Partial<RowDraft>) => void }) =>
  ROUTINE_TIERS.includes(of.tier) ? (
    <div class="two">
      <TextField
        label={t('rowRoutine')}
        unit="¥"
        value={of.routineUntil}
        attributes={{ inputMode: 'decimal', placeholder: t('rowNever') }}
        onInput={(routineUntil) => onChange({ routineUntil })}
      />
      <TextField
        label={t('rowRoutineGrades')}
        value={of.routineGrades}
        onInput={(routineGrades) => onChange({ routineGrades })}
      />
    </div>
  ) : null;
