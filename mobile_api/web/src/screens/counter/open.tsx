// The morning: a branch's till is opened with a count of what lies in it.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Skeleton } from '../../components/basics.tsx';
import { Button, SelectField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { Branches, OpenTill } from '../../generated/operations.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { useQuery } from '../../lib/query.ts';
import { PiecesFields, piecesOf, type Typed } from './pieces.tsx';

export const OpenSheet = ({ onClose, onDone }: { onClose: () => void; onDone: () => void }) => {
  const { data, error, reload } = useQuery(Branches, {});
  const branch = useSignal('');
  const typed = useSignal<Typed>({});
  const action = useAction();
  const branches = (data?.branches ?? []).filter((one) => one.kind === 'BRANCH');
  const chosen = branch.value || (branches[0]?.id ?? '');
  const count = piecesOf(typed.value);

  const open = async (): Promise<void> => {
    await act(`till:${chosen}`, OpenTill, (idempotencyKey) => ({
      input: { branchId: chosen, count: count!, idempotencyKey },
    }));
    toast(t('tillOpened'));
    onDone();
    onClose();
  };

  const told = fieldError(action.error, 'branchId');
  return (
    <Sheet title={t('tillOpen')} onClose={onClose}>
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {!data && !error && <Skeleton heights={[60, 200]} />}
      {data && (
        <>
          <SelectField
            label={t('branch')}
            value={chosen}
            onChange={(value) => (branch.value = value)}
            choices={branches.map((one) => ({ value: one.id, label: one.name }))}
            error={told}
          />
          <PiecesFields typed={typed} />
          {action.error && !told && <Failure error={action.error} />}
          <Button
            kind="primary"
            wide
            busy={action.busy}
            disabled={count === null || chosen === ''}
            onClick={() => void action.run(open)}
          >
            {t('tillOpen')}
          </Button>
        </>
      )}
    </Sheet>
  );
};
