// What can be done next with an application: submit, withdraw, contract, signing, disbursement, and the way back.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import {
  DisburseLoan,
  DrawUpContract,
  RescindContract,
  SendContract,
  UrgeCase,
  WithdrawApplication,
} from '../../generated/operations.ts';
import { money } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { nameOf } from '../../lib/names.ts';
import { may } from '../../lib/viewer.ts';
import { navigate } from '../../lib/router.ts';
import type { Application } from './parts.tsx';

type Step = 'opinion' | 'drawUp' | 'send' | 'disburse';

/** No payment was asked for yet, or the last one has failed. */
const unpaid = (of: Application): boolean => !of.loan || of.loan.payment?.state === 'FAILED';

/** The one next step that is open to this person; null when it is somebody else's turn. */
export const nextStep = (of: Application, holds: (operation: string) => boolean): Step | null => {
  const { state, contract } = of;
  if ((state === 'DRAFT' || state === 'RETURNED') && holds('application:submit')) return 'opinion';
  if (state === 'APPROVED' && of.offeredAt !== null && of.acceptedAt === null) return null;
  if (state === 'APPROVED' && !contract && holds('contract:draw_up')) return 'drawUp';
  if (state === 'APPROVED' && contract?.state === 'DRAWN' && holds('contract:send')) return 'send';
  if (state === 'APPROVED' && contract?.state === 'SENT' && holds('contract:send')) return 'send';
  if (state === 'CONTRACTED' && unpaid(of) && holds('loan:disburse')) return 'disburse';
  return null;
};

const WITHDRAWABLE = new Set(['DRAFT', 'IN_REVIEW', 'RETURNED', 'APPROVED']);

export const canWithdraw = (of: Application): boolean => WITHDRAWABLE.has(of.state) && may('application:withdraw');

export const canRescind = (of: Application): boolean =>
  of.state === 'CONTRACTED' && unpaid(of) && may('contract:rescind');

export const canUrge = (of: Application): boolean => of.case?.state === 'OPEN' && may('approval:urge');

export const OfficerBar = ({ of, reload }: { of: Application; reload: () => Promise<void> }) => {
  const step = nextStep(of, may);
  const sheet = useSignal<'withdraw' | 'rescind' | 'disburse' | null>(null);
  const action = useAction();

  const drawUp = async (): Promise<void> => {
    const input = { applicationId: of.id };
    await act(`draw:${of.id}`, DrawUpContract, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('drawUpDone'));
    await reload();
  };
  const send = async (): Promise<void> => {
    const input = { contractId: of.contract?.id ?? '' };
    await act(`send:${of.id}`, SendContract, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('sendContractDone'));
    await reload();
  };

  const urge = async (): Promise<void> => {
    const input = { caseId: of.case?.id ?? '', reason: t('urge') };
    await act(`urge:${of.id}`, UrgeCase, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('urgeDone'));
    await reload();
  };

  return (
    <>
      {action.error && <Failure error={action.error} onLatest={() => void reload().then(action.clear)} />}
      {canWithdraw(of) && <Button onClick={() => (sheet.value = 'withdraw')}>{t('withdraw')}</Button>}
      {canRescind(of) && <Button onClick={() => (sheet.value = 'rescind')}>{t('rescind')}</Button>}
      {canUrge(of) && (
        <Button busy={action.busy} onClick={() => void action.run(urge)}>
          {t('urge')}
        </Button>
      )}
      {step === 'opinion' && (
        <Button kind="primary" onClick={() => navigate(`/applications/${encodeURIComponent(of.id)}/opinion`)}>
          {t('toOpinion')}
        </Button>
      )}
      {step === 'drawUp' && (
        <Button kind="primary" busy={action.busy} onClick={() => void action.run(drawUp)}>
          {t('drawUp')}
        </Button>
      )}
      {step === 'send' && (
        <Button kind="primary" busy={action.busy} onClick={() => void action.run(send)}>
          {t('sendContract')}
        </Button>
      )}
      {step === 'disburse' && (
        <Button kind="primary" onClick={() => (sheet.value = 'disburse')}>
          {t('disburse')}
        </Button>
      )}
      {sheet.value === 'withdraw' && <WithdrawSheet of={of} reload={reload} onClose={() => (sheet.value = null)} />}
      {sheet.value === 'rescind' && <RescindSheet of={of} reload={reload} onClose={() => (sheet.value = null)} />}
      {sheet.value === 'disburse' && <DisburseSheet of={of} reload={reload} onClose={() => (sheet.value = null)} />}
    </>
  );
};

interface SheetProps {
  of: Application;
  reload: () => Promise<void>;
  onClose: () => void;
}

const WithdrawSheet = (of: SheetProps) => {
  const withdraw = async (input: Reasoned): Promise<void> => {
    await act(`withdraw:${of.of.id}`, WithdrawApplication, (idempotencyKey) => ({
      input: { ...input, idempotencyKey },
    }));
    toast(t('withdrawDone'));
  };
  return <ReasonSheet {...of} title={t('withdraw')} end={withdraw} />;
};

const RescindSheet = (of: SheetProps) => {
  const rescind = async (input: Reasoned): Promise<void> => {
    await act(`rescind:${of.of.id}`, RescindContract, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('rescindDone'));
  };
  return <ReasonSheet {...of} title={t('rescind')} text={t('rescindText')} end={rescind} />;
};

interface Reasoned {
  applicationId: string;
  expectedVersion: number;
  reason: string;
}

type ReasonProps = SheetProps & { title: string; text?: string; end: (input: Reasoned) => Promise<void> };

/** The application ends here, for a reason. */
const ReasonSheet = ({ of, reload, onClose, title, text, end }: ReasonProps) => {
  const reason = useSignal('');
  const action = useAction();
  const ended = async (): Promise<void> => {
    await end({ applicationId: of.id, expectedVersion: of.version, reason: reason.value.trim() });
    onClose();
    await reload();
  };
  const told = fieldError(action.error, 'reason');
  return (
    <Sheet title={title} onClose={onClose}>
      {text && <p class="muted">{text}</p>}
      <TextField
        label={t('decideReason')}
        lines
        required
        value={reason.value}
        onInput={(value) => (reason.value = value)}
        error={told}
      />
      {action.error && !told && <Failure error={action.error} onLatest={() => void reload().then(onClose)} />}
      <Button
        kind="danger"
        wide
        busy={action.busy}
        disabled={reason.value.trim() === ''}
        onClick={() => void action.run(ended)}
      >
        {title}
      </Button>
    </Sheet>
  );
};

const DisburseSheet = ({ of, reload, onClose }: SheetProps) => {
  const action = useAction();
  const account = of.customer?.accounts.find((one) => one.state === 'VERIFIED');
  const disburse = async (): Promise<void> => {
    const input = { applicationId: of.id, expectedVersion: of.version };
    await act(`disburse:${of.id}`, DisburseLoan, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('disburseDone'));
    onClose();
    await reload();
  };
  return (
    <Sheet title={t('disburseTitle', { amount: money(of.amount) })} onClose={onClose}>
      <p>
        {nameOf(of.customer)} · {account ? `${account.bankName} ${account.numberMasked}` : t('noAccount')}
      </p>
      <p class="muted">{t('disburseText')}</p>
      {action.error && <Failure error={action.error} onLatest={() => void reload().then(onClose)} />}
      <Button kind="primary" wide busy={action.busy} onClick={() => void action.run(disburse)}>
        {t('disburse')}
      </Button>
    </Sheet>
  );
};
