// The next step of a campaign: approved by another than who declared it, started, withdrawn.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { ApproveCampaign, StartCampaign, WithdrawCampaign } from '../../generated/ids/offers.ts';
import type { CampaignParts } from '../../generated/operations.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { may, viewer } from '../../lib/viewer.ts';
import { DeclareSheet } from './declare.tsx';

export const Steps = ({ of, reload }: { of: CampaignParts; reload: () => Promise<void> }) => {
  const action = useAction();
  const withdrawing = useSignal(false);
  const changing = useSignal(false);
  const seen = { campaignId: of.id, expectedVersion: of.version };
  const step = (starts: boolean) => async (): Promise<void> => {
    const given = (idempotencyKey: string) => ({ input: { ...seen, idempotencyKey } });
    if (starts) await act(`start:${of.id}`, StartCampaign, given);
    else await act(`approve:${of.id}`, ApproveCampaign, given);
    toast(t('offersDone'));
    await reload();
  };
  const isOwn = of.declaredBy?.id === viewer.value?.staff.id;
  const open = ['DRAWING', 'DRAFTED', 'APPROVED', 'RUNNING'].includes(of.state);
  return (
    <>
      {action.error && <Failure error={action.error} onLatest={() => void reload().then(action.clear)} />}
      {of.state === 'DRAFTED' && may('campaign:approve') && !isOwn && (
        <Button kind="primary" wide busy={action.busy} onClick={() => void action.run(step(false))}>
          {t('offersApprove')}
        </Button>
      )}
      {of.state === 'DRAFTED' && isOwn && may('campaign:declare') && (
        <Button kind="outline" wide onClick={() => (changing.value = true)}>
          {t('offersChange')}
        </Button>
      )}
      {of.state === 'APPROVED' && may('campaign:approve') && (
        <Button kind="primary" wide busy={action.busy} onClick={() => void action.run(step(true))}>
          {t('offersStart')}
        </Button>
      )}
      {open && may('campaign:declare') && (
        <Button kind="outline" wide onClick={() => (withdrawing.value = true)}>
          {t('offersWithdraw')}
        </Button>
      )}
      {changing.value && <DeclareSheet of={of} onClose={() => (changing.value = false)} reload={reload} />}
      {withdrawing.value && <WithdrawSheet of={of} onClose={() => (withdrawing.value = false)} reload={reload} />}
    </>
  );
};

const WithdrawSheet = (props: { of: CampaignParts; onClose: () => void; reload: () => Promise<void> }) => {
  const reason = useSignal('');
  const action = useAction();
  const withdraw = async (): Promise<void> => {
    const input = { campaignId: props.of.id, expectedVersion: props.of.version, reason: reason.value };
    await act(`withdraw:${props.of.id}`, WithdrawCampaign, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    props.onClose();
    await props.reload();
  };
  return (
    <Sheet title={t('offersWithdraw')} onClose={props.onClose}>
      <TextField
        lines
        label={t('offersReason')}
        value={reason.value}
        error={fieldError(action.error, 'reason')}
        onInput={(value) => (reason.value = value)}
      />
      {action.error && !fieldError(action.error, 'reason') && <Failure error={action.error} />}
      <Button kind="danger" wide busy={action.busy} onClick={() => void action.run(withdraw)}>
        {t('offersWithdraw')}
      </Button>
    </Sheet>
  );
};
