// A reason that is kept with what is refused or ended.
import { useSignal } from '@preact/signals';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet } from '../../components/overlays.tsx';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';

interface ReasonProps {
  title: string;
  onClose: () => void;
  onGiven: (reason: string) => Promise<void>;
}

export const ReasonSheet = ({ title, onClose, onGiven }: ReasonProps) => {
  const reason = useSignal('');
  const action = useAction();
  const give = async (): Promise<void> => {
    await onGiven(reason.value.trim());
    onClose();
  };
  const told = fieldError(action.error, 'reason');
  return (
    <Sheet title={title} onClose={onClose}>
      <TextField
        label={t('reasonKept')}
        lines
        required
        value={reason.value}
        onInput={(value) => (reason.value = value)}
        error={told}
      />
      {action.error && !told && <Failure error={action.error} />}
      <Button
        kind="danger"
        wide
        busy={action.busy}
        disabled={reason.value.trim() === ''}
        onClick={() => void action.run(give)}
      >
        {title}
      </Button>
    </Sheet>
  );
};
