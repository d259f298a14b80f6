// A matrix on its way through the form: every cell is text until it is sent.
import type { MatricesData, MatrixRowInput } from '../generated/operations.ts';
import { parseAmount } from '../i18n/format.ts';

type Row = MatricesData['approvalMatrices'][number]['rows'][number];

export interface StepDraft {
  position: string;
  mode: string;
  votes: string;
  quorum: string;
  ownRegion: boolean;
  stepUp: boolean;
  hours: string;
  escalatesTo: string;
}

export interface RowDraft {
  key: number;
  tier: string;
  from: string;
  until: string;
  referred: '' | 'yes' | 'no';
  products: string;
  grades: string;
  regions: string[];
  /** Up to which exposure a gesture approves, and of which grades; both empty: never. */
  routineUntil: string;
  routineGrades: string;
  steps: StepDraft[];
}

export const newStep = (): StepDraft => ({
  position: 'regional_manager',
  mode: 'SINGLE',
  votes: '1',
  quorum: '1',
  ownRegion: true,
  stepUp: true,
  hours: '9',
  escalatesTo: '',
});

export const newRow = (key: number): RowDraft => ({
  key,
  tier: 'REGIONAL',
  from: '',
  until: '',
  referred: '',
  products: '',
  grades: '',
  regions: [],
  routineUntil: '',
  routineGrades: '',
  steps: [newStep()],
});

export const draftOf = (row: Row): RowDraft => ({
  key: row.number,
  tier: row.tier,
  from: row.exposureFrom,
  until: row.exposureUntil ?? '',
  referred: row.referred === null ? '' : row.referred ? 'yes' : 'no',
  products: row.products.join(', '),
  grades: row.grades.join(', '),
  regions: row.regions,
  routineUntil: row.routine?.exposureUntil ?? '',
  routineGrades: row.routine?.grades.join(', ') ?? '',
  steps: row.steps.map((step) => ({
    position: step.position,
    mode: step.mode.toUpperCase(),
    votes: String(step.votesNeeded),
    quorum: String(step.quorum),
    ownRegion: step.ownRegion,
    stepUp: step.stepUp,
    hours: step.slaHours === null ? '' : String(step.slaHours),
    escalatesTo: step.escalatesTo ?? '',
  })),
});

const words = (text: string): string[] =>
  text
    .split(/[,，、\s]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

const whole = (text: string): number | null => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : null);

/** What goes to the server; null where an amount or a number that was typed is unclear. */
export const rowInput = (row: RowDraft): MatrixRowInput | null => {
  const exposureFrom = parseAmount(row.from);
  const exposureUntil = row.until.trim() === '' ? null : parseAmount(row.until);
  if (exposureFrom === null || (row.until.trim() !== '' && exposureUntil === null)) return null;
  const routineUntil = row.routineUntil.trim() === '' ? null : parseAmount(row.routineUntil);
  if (row.routineUntil.trim() !== '' && routineUntil === null) return null;
  const steps = [];
  for (const step of row.steps) {
    const [votesNeeded, quorum] = [whole(step.votes), whole(step.quorum)];
    const slaHours = step.hours.trim() === '' ? null : whole(step.hours);
    if (votesNeeded === null || quorum === null || (step.hours.trim() !== '' && slaHours === null)) return null;
    const { position, ownRegion, stepUp } = step;
    const escalatesTo = step.escalatesTo === '' ? null : step.escalatesTo;
    const mode = step.mode as 'SINGLE';
    steps.push({ position, mode, votesNeeded, quorum, ownRegion, stepUp, slaHours, escalatesTo });
  }
  return {
    tier: row.tier as 'AUTOMATIC',
    exposureFrom,
    exposureUntil,
    referred: row.referred === '' ? null : row.referred === 'yes',
    products: words(row.products),
    grades: words(row.grades),
    regions: row.regions,
    routine: routineUntil === null ? null : { exposureUntil: routineUntil, grades: words(row.routineGrades) },
    steps,
  };
};
