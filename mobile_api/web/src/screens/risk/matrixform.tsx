// A new matrix out of one that is there: rows and steps as cards, sent as a draft that decides nothing yet.
import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { act } from '../../api/graphql.ts';
import { Section, Skeleton } from '../../components/basics.tsx';
import { Button, Segments, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { toast } from '../../components/overlays.tsx';
import { DraftMatrix, Matrices } from '../../generated/ids/risk.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { draftOf, newRow, newStep, rowInput, type RowDraft, type StepDraft } from '../../lib/matrix.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';
import { RoutineFields, ROUTINE_TIERS } from './routinefields.tsx';

const TIERS = ['AUTOMATIC', 'MANUAL_REVIEW', 'REGIONAL', 'COMMITTEE'];
const POSITIONS = ['reviewer', 'regional_manager', 'committee_member'];
const MODES = ['SINGLE', 'SEQUENTIAL', 'PARALLEL', 'COMMITTEE'];

const choices = (group: string, values: string[]) => values.map((value) => ({ value, label: label(group, value) }));

export const MatrixFormScreen = ({ id }: { id: string }) => {
  const { data, error, reload } = useQuery(Matrices, {});
  const base = data?.approvalMatrices.find((one) => one.id === id);
  const name = useSignal('');
  const rows = useSignal<RowDraft[]>([]);
  const action = useAction();
  useEffect(() => {
    if (!base || rows.peek().length > 0) return;
    name.value = base.name;
    rows.value = base.rows.map(draftOf);
  }, [base?.id]);
  const inputs = rows.value.map(rowInput);
  const unclear = inputs.findIndex((one) => one === null);

  const draft = async (): Promise<void> => {
    const told = inputs.filter((one) => one !== null);
    const answer = await act('draft-matrix', DraftMatrix, (idempotencyKey) => ({
      input: { name: name.value.trim(), rows: told, idempotencyKey },
    }));
    forgetReadings('Matrices');
    toast(t('matrixDrafted'));
    navigate(`/risk/matrices/${encodeURIComponent(answer.draftMatrix.matrix.id)}`, { replace: true });
  };
  const add = (): void => {
    const key = Math.max(0, ...rows.value.map((one) => one.key)) + 1;
    rows.value = [...rows.value, newRow(key)];
  };

  return (
    <Screen
      title={t('matrixDraft')}
      parent={`/risk/matrices/${encodeURIComponent(id)}`}
      actions={
        <Button
          kind="primary"
          wide
          busy={action.busy}
          disabled={unclear >= 0 || rows.value.length === 0 || name.value.trim() === ''}
          onClick={() => void action.run(draft)}
        >
          {t('matrixSend')}
        </Button>
      }
    >
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[60, 240, 240]} />}
      {base && (
        <>
          <p class="muted">{t('matrixFormText')}</p>
          <TextField label={t('matrixName')} required value={name.value} onInput={(value) => (name.value = value)} />
          {action.error && <Failure error={action.error} />}
          {rows.value.map((row, at) => (
            <RowCard key={row.key} rows={rows} at={at} />
          ))}
          <Button kind="outline" wide onClick={add}>
            {t('rowAdd')}
          </Button>
        </>
      )}
    </Screen>
  );
};

const RowCard = ({ rows, at }: { rows: Signal<RowDraft[]>; at: number }) => {
  const row = rows.value[at]!;
  const set = (part: Partial<RowDraft>): void => {
    rows.value = rows.value.map((one, index) => (index === at ? { ...one, ...part } : one));
  };
  const move = (by: number): void => {
    const others = rows.value.filter((_, index) => index !== at);
    rows.value = [...others.slice(0, at + by), row, ...others.slice(at + by)];
  };
  const tell = (tier: string): void => {
    const routineUntil = ROUTINE_TIERS.includes(tier) ? row.routineUntil : '';
    if (tier === 'AUTOMATIC') set({ tier, steps: [], referred: 'no', routineUntil });
    else set({ tier, routineUntil, steps: row.steps.length > 0 ? row.steps : [newStep()] });
  };
  return (
    <Section
      title={t('rowNumber', { n: at + 1 })}
      aside={
        <>
          {at > 0 && (
            <Button kind="quiet" onClick={() => move(-1)}>
              {t('rowUp')}
            </Button>
          )}
          <Button kind="quiet" onClick={() => (rows.value = rows.value.filter((_, index) => index !== at))}>
            {t('rowRemove')}
          </Button>
        </>
      }
    >
      <div class="card stack">
        <SelectField label={t('rowTier')} value={row.tier} choices={choices('Tier', TIERS)} onChange={tell} />
        <div class="two">
          <TextField
            label={t('rowFrom')}
            unit="¥"
            required
            value={row.from}
            attributes={{ inputMode: 'decimal' }}
            error={rowInput({ ...row, until: '', steps: [] }) === null && row.from !== '' ? t('amountUnclear') : null}
            onInput={(from) => set({ from })}
          />
          <TextField
            label={t('rowUntil')}
            unit="¥"
            value={row.until}
            attributes={{ inputMode: 'decimal', placeholder: t('rowEndless') }}
            onInput={(until) => set({ until })}
          />
        </div>
        <Segments
          label={t('rowReferred')}
          value={row.referred}
          choices={[
            { value: '', label: t('rowBoth') },
            { value: 'no', label: t('onlyClean') },
            { value: 'yes', label: t('onlyReferred') },
          ]}
          onChange={(value) => set({ referred: value as RowDraft['referred'] })}
        />
        <div class="two">
          <TextField label={t('rowProducts')} value={row.products} onInput={(products) => set({ products })} />
          <TextField label={t('rowGrades')} value={row.grades} onInput={(grades) => set({ grades })} />
        </div>
        <RoutineFields of={row} onChange={set} />
        {row.steps.map((step, place) => (
          <StepFields
            key={place}
            of={step}
            title={t('stepNumber', { n: place + 1 })}
            onChange={(part) =>
              set({ steps: row.steps.map((one, index) => (index === place ? { ...one, ...part } : one)) })
            }
            onRemove={() => set({ steps: row.steps.filter((_, index) => index !== place) })}
          />
        ))}
        {row.tier !== 'AUTOMATIC' && (
          <Button kind="quiet" onClick={() => set({ steps: [...row.steps, newStep()] })}>
            {t('stepAdd')}
          </Button>
        )}
      </div>
    </Section>
  );
};

interface StepProps {
  of: StepDraft;
  title: string;
  onChange: (part: Partial<StepDraft>) => void;
  onRemove: () => void;
}

const StepFields = ({ of, title, onChange, onRemove }: StepProps) => {
  const number = (key: 'votes' | 'quorum' | 'hours', name: string) => (
    <TextField
      label={name}
      value={of[key]}
      attributes={{ inputMode: 'numeric', maxLength: 3 }}
      onInput={(value) => onChange({ [key]: value })}
    />
  );
  const alone = (mode: string): Partial<StepDraft> =>
    mode === 'SINGLE' ? { mode, votes: '1', quorum: '1' } : { mode };
  return (
    <fieldset class="stack step">
      <legend>{title}</legend>
      <div class="two">
        <SelectField
          label={t('stepWho')}
          value={of.position}
          choices={choices('position', POSITIONS)}
          onChange={(position) => onChange({ position })}
        />
        <SelectField
          label={t('stepMode')}
          value={of.mode}
          choices={choices('VotingMode', MODES)}
          onChange={(mode) => onChange(alone(mode))}
        />
      </div>
      {of.mode !== 'SINGLE' && (
        <div class="two">
          {number('votes', t('stepNeeded'))}
          {number('quorum', t('stepQuorum'))}
        </div>
      )}
      <div class="two">
        {number('hours', t('stepSla'))}
        <SelectField
          label={t('stepEscalates')}
          value={of.escalatesTo}
          empty={t('stepNobody')}
          choices={choices('position', POSITIONS)}
          onChange={(escalatesTo) => onChange({ escalatesTo })}
        />
      </div>
      <Tick label={t('stepRegion')} value={of.ownRegion} onChange={(ownRegion) => onChange({ ownRegion })} />
      <Tick label={t('stepUp')} value={of.stepUp} onChange={(stepUp) => onChange({ stepUp })} />
      <Button kind="quiet" onClick={onRemove}>
        {t('stepRemove')}
      </Button>
    </fieldset>
  );
};

const Tick = (props: { label: string; value: boolean; onChange: (value: boolean) => void }) => (
  <label class="check">
    <input type="checkbox" checked={props.value} onChange={(event) => props.onChange(event.currentTarget.checked)} />
    <span>{props.label}</span>
  </label>
);
