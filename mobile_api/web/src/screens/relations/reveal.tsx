// A contact in clear, for a reason: it lives in this sheet and dies with it.
import { useSignal } from '@preact/signals';
import { ask } from '../../api/graphql.ts';
import { Pairs } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { Sheet } from '../../components/overlays.tsx';
import { RevealContact } from '../../generated/ids/relations.ts';
import type { RevealContactData } from '../../generated/operations.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';

type Clear = RevealContactData['revealContact']['data'];

export const RevealSheet = ({ contactId, onClose }: { contactId: string; onClose: () => void }) => {
  const reason = useSignal('');
  const clear = useSignal<Clear | null>(null);
  const action = useAction();
  const reveal = async (): Promise<void> => {
    clear.value = (
      await ask(RevealContact, { input: { contactId, reason: reason.value.trim() } })
    ).revealContact.data;
  };
  return (
    <Sheet title={t('contactCall')} onClose={onClose}>
      {clear.value ? (
        <Pairs
          of={[
            [t('name'), clear.value.name],
            [t('phone'), <a href={`tel:${clear.value.phone}`}>{clear.value.phone}</a>],
          ]}
        />
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
            onClick={() => void action.run(reveal)}
          >
            {t('revealShow')}
          </Button>
        </>
      )}
    </Sheet>
  );
};
