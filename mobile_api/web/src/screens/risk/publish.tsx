// Publishing by four eyes: whoever proposed it sees why he can't, a second person confirms with one tap more.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Notice } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { may, viewer } from '../../lib/viewer.ts';

interface PublishProps {
  proposedBy: { id: string; name: string } | null;
  operation: string;
  /** What the second person reads before he confirms. */
  children: ComponentChildren;
  publish: () => Promise<void>;
  disabled?: boolean;
}

export const Publish = (props: PublishProps) => {
  const asking = useSignal(false);
  const action = useAction();
  const own = props.proposedBy !== null && props.proposedBy.id === viewer.value?.staff.id;
  if (own) return <Notice>{t('publishOwn')}</Notice>;
  if (!may(props.operation)) return <Notice>{t('publishWaits')}</Notice>;
  const publish = async (): Promise<void> => {
    await props.publish();
    toast(t('publishDone'));
    asking.value = false;
  };
  return (
    <>
      <Button kind="primary" wide onClick={() => (asking.value = true)}>
        {t('publish')}
      </Button>
      {asking.value && (
        <Sheet title={t('publish')} onClose={() => (asking.value = false)}>
          {props.children}
          {action.error && <Failure error={action.error} />}
          <Button
            kind="primary"
            wide
            busy={action.busy}
            disabled={props.disabled ?? false}
            onClick={() => void action.run(publish)}
          >
            {t('publishConfirm')}
          </Button>
        </Sheet>
      )}
    </>
  );
};
