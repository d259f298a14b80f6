// What people found of a loan: noted by one, lifted by two.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, type Tone } from '../../components/basics.tsx';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import {
  AgreeToLoanUpgrade,
  DeclineLoanUpgrade,
  DowngradeLoan,
  ProposeLoanUpgrade,
} from '../../generated/ids/classification.ts';
import type { GroundKind, GroundParts, LoanTier } from '../../generated/operations.ts';
import { time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { may, viewer } from '../../lib/viewer.ts';

const KINDS: GroundKind[] = [
  'FUND_MISUSE',
  'DETERIORATION',
  'LITIGATION',
  'DEATH',
  'FRAUD',
  'EVASION',
  'INSOLVENCY',
];
const TIERS: LoanTier[] = ['SPECIAL_MENTION', 'SUBSTANDARD', 'DOUBTFUL', 'LOSS'];
const TONES: Record<string, Tone> = { HOLDING: 'bad', LIFT_PROPOSED: 'warn', LIFTED: 'plain' };

export const GroundCard = ({ of, reload }: { of: GroundParts; reload: () => Promise<void> }) => {
  const proposing = useSignal(false);
  const action = useAction();
  const isOwn = of.proposedBy?.id === viewer.value?.staff.id;
  const seen = { groundId: of.id, expectedVersion: of.version };
  const decide = (agrees: boolean) => async (): Promise<void> => {
    if (agrees) {
      await act(`agree:${of.id}`, AgreeToLoanUpgrade, (idempotencyKey) => ({ input: { ...seen, idempotencyKey } }));
    } else {
      await act(`decline:${of.id}`, DeclineLoanUpgrade, (idempotencyKey) => ({ input: { ...seen, idempotencyKey } }));
    }
    toast(t(agrees ? 'classAgreeDone' : 'classDeclineDone'));
    await reload();
  };
  return (
    <div class="card stack">
      <div class="row between">
        <strong>{label('GroundKind', of.kind)}</strong>
        <Badge tone={TONES[of.state] ?? 'plain'}>{label('GroundState', of.state)}</Badge>
      </div>
      <p>{of.reason}</p>
      <p class="small muted">
        {of.notedBy?.name} · <span class="num">{time(of.notedAt)}</span>
      </p>
      {of.state === 'LIFT_PROPOSED' && (
        <p class="small">{t('classProposed', { name: of.proposedBy?.name ?? '', reason: of.liftReason ?? '' })}</p>
      )}
      {action.error && <Failure error={action.error} onLatest={() => void reload().then(action.clear)} />}
      {of.state === 'HOLDING' && may('classification:downgrade') && (
        <Button kind="outline" onClick={() => (proposing.value = true)}>
          {t('classPropose')}
        </Button>
      )}
      {of.state === 'LIFT_PROPOSED' && may('classification:upgrade') && !isOwn && (
        <div class="row">
          <Button kind="primary" busy={action.busy} onClick={() => void action.run(decide(true))}>
            {t('classAgree')}
          </Button>
          <Button kind="quiet" busy={action.busy} onClick={() => void action.run(decide(false))}>
            {t('classDecline')}
          </Button>
        </div>
      )}
      {proposing.value && <ProposeSheet seen={seen} onClose={() => (proposing.value = false)} reload={reload} />}
    </div>
  );
};

interface SheetPart {
  onClose: () => void;
  reload: () => Promise<void>;
}

const ProposeSheet = (props: SheetPart & { seen: { groundId: string; expectedVersion: number } }) => {
  const reason = useSignal('');
  const action = useAction();
  const run = async (): Promise<void> => {
    const input = { ...props.seen, reason: reason.value.trim() };
    await act(`propose:${input.groundId}`, ProposeLoanUpgrade, (idempotencyKey) => ({
      input: { ...input, idempotencyKey },
    }));
    toast(t('classProposeDone'));
    props.onClose();
    await props.reload();
  };
  return (
    <Sheet title={t('classPropose')} onClose={props.onClose}>
      <TextField
        label={t('classReason')}
        value={reason.value}
        onInput={(value) => (reason.value = value)}
        error={fieldError(action.error, 'reason')}
      />
      {action.error && <Failure error={action.error} onLatest={() => void props.reload().then(props.onClose)} />}
      <Button kind="primary" wide busy={action.busy} onClick={() => void action.run(run)}>
        {t('classPropose')}
      </Button>
    </Sheet>
  );
};

export const DowngradeSheet = (props: SheetPart & { loanId: string }) => {
  const kind = useSignal<string>('DETERIORATION');
  const tier = useSignal('');
  const reason = useSignal('');
  const action = useAction();
  const run = async (): Promise<void> => {
    const chosen = { kind: kind.value as GroundKind, tier: tier.value ? (tier.value as LoanTier) : null };
    const input = { loanId: props.loanId, ...chosen, reason: reason.value.trim() };
    await act(`downgrade:${props.loanId}`, DowngradeLoan, (idempotencyKey) => ({
      input: { ...input, idempotencyKey },
    }));
    toast(t('classDowngradeDone'));
    props.onClose();
    await props.reload();
  };
  return (
    <Sheet title={t('classDowngrade')} onClose={props.onClose}>
      <p class="muted">{t('classDowngradeText')}</p>
      <SelectField
        label={t('classKind')}
        value={kind.value}
        onChange={(value) => (kind.value = value)}
        choices={KINDS.map((value) => ({ value, label: label('GroundKind', value) }))}
        error={fieldError(action.error, 'kind')}
      />
      <SelectField
        label={t('classTier')}
        value={tier.value}
        onChange={(value) => (tier.value = value)}
        choices={TIERS.map((value) => ({ value, label: label('LoanTier', value) }))}
        empty={t('classTierLeast')}
        error={fieldError(action.error, 'tier')}
      />
      <TextField
        label={t('classReason')}
        value={reason.value}
        onInput={(value) => (reason.value = value)}
        error={fieldError(action.error, 'reason')}
      />
      {action.error && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} onClick={() => void action.run(run)}>
        {t('classDowngrade')}
      </Button>
    </Sheet>
  );
};
