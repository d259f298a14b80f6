// A sheet that shows in clear what is masked elsewhere, for a reason that stays on record.
import { useSignal } from '@preact/signals';
import { t } from '../i18n/staff.ts';
import { useAction } from '../lib/action.ts';
import { Pairs, type Pair } from './basics.tsx';
import { Button, TextField } from './controls.tsx';
import { Failure } from './failure.tsx';
import { Sheet } from './overlays.tsx';

interface Props<Clear> {
  title: string;
  reveal: (reason: string) => Promise<Clear>;
  told: (clear: Clear) => Pair[];
  onClose: () => void;
}

/** The clear data lives in this sheet and dies with it. */
export const ClearSheet = <Clear,>({ title, reveal, told, onClose }: Props<Clear>) => {
  const reason = useSignal('');
  const clear = useSignal<Clear | null>(null);
  const action = useAction();
  const show = async (): Promise<void> => {
    clear.value = await reveal(reason.value.trim());
  };
  return (
    <Sheet title={title} onClose={onClose}>
      {clear.value !== null ? (
        <Pairs of={told(clear.value)} />
      ) : (
        <>
          <TextField
            label={t('revealReason')}
            required
            value={reason.value}
            onInput={(value) => (reason.value = value)}
            attributes={{ placeholder: t('revealHint'), maxLength: 200 }}
          />
          {action.error && <Failure error={action.error} />}
          <Button
            kind="primary"
            wide
            busy={action.busy}
            disabled={reason.value.trim() === ''}
            onClick={() => void action.run(show)}
          >
            {t('revealShow')}
          </Button>
        </>
      )}
    </Sheet>
  );
};

/** A number that can be called. */
export const phoneLink = (phone: string) => <a href={`tel:${phone}`}>{phone}</a>;
