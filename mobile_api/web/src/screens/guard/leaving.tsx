// Logging out with decisions, forms or photographs that have not gone: send them first, stay behind the lock, or give them up. Said plainly.
import { useSignal } from '@preact/signals';
import { Notice } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Sheet } from '../../components/overlays.tsx';
import { t } from '../../i18n/staff.ts';
import { underway } from '../../lib/errandstart.ts';
import { sendNow, sentAndWaiting } from '../../lib/outbox.ts';
import { isOpen } from '../../store/outbox.ts';
import { cover } from './lock.tsx';

const HELD_MS = 4_500;

const unsent = (): number => sentAndWaiting.value.filter(isOpen).length + underway.value;

const sendAll = async (): Promise<void> => {
  await sendNow();
  if (underway.value > 0) await (await import('../../parts/field.ts')).carryOn();
};

export const LeaveSheet = ({ leave, onClose }: { leave: () => Promise<void>; onClose: () => void }) => {
  const busy = useSignal(false);
  const failed = useSignal(false);
  const n = unsent();
  const sendFirst = async (): Promise<void> => {
    busy.value = true;
    await sendAll();
    // what can still be taken back goes a moment later
    if (unsent() > 0) await new Promise((done) => setTimeout(done, HELD_MS));
    await sendAll();
    busy.value = false;
    failed.value = unsent() > 0;
    if (!failed.value) await leave();
  };
  return (
    <Sheet title={t('leaveTitle', { n })} onClose={onClose}>
      <p class="muted">{t('leaveText')}</p>
      {failed.value && (
        <Notice tone="warn" live>
          {t('leaveFailed', { n })}
        </Notice>
      )}
      <Button kind="primary" wide busy={busy.value} onClick={() => void sendFirst()}>
        {t('leaveSend')}
      </Button>
      <Button
        wide
        onClick={() => {
          onClose();
          cover();
        }}
      >
        {t('leaveLock')}
      </Button>
      <Button kind="danger" wide onClick={() => void leave()}>
        {t('leaveWipe', { n })}
      </Button>
    </Sheet>
  );
};
