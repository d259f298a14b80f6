// A customer's consents to direct debits: recorded over his verified own account, ended as he wishes.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, Pairs, Skeleton, type Tone } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { Mandates, RecordMandate, RevokeMandate, type MandatesData } from '../../generated/operations.ts';
import { date, money, parseAmount, today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { ReasonSheet } from './reason.tsx';

type Mandate = MandatesData['debitMandates']['nodes'][number];

const TONES: Record<string, Tone> = { ACTIVE: 'ok', REVOKED: 'plain', SUSPENDED: 'warn' };
const FIELDS = ['agreement', 'limit', 'validFrom', 'validUntil'];

export const MandatesScreen = ({ customerId }: { customerId: string }) => {
  const { data, error, reload } = useQuery(Mandates, { customerId });
  const recording = useSignal(false);
  const again = (): void => void reload();
  const mandates = data?.debitMandates.nodes ?? [];
  const active = mandates.some((one) => one.state === 'ACTIVE');
  return (
    <Screen
      title={t('mandatesTitle')}
      parent={`/customers/${encodeURIComponent(customerId)}`}
      actions={
        data &&
        !active &&
        may('mandate:record') && (
          <Button kind="primary" wide onClick={() => (recording.value = true)}>
            {t('mandateRecord')}
          </Button>
        )
      }
    >
      {error && <ReadFailure error={error} onRetry={again} />}
      {!data && !error && <Skeleton heights={[120, 120]} />}
      {data && mandates.length === 0 && <Empty icon="money" title={t('mandateNone')} />}
      <ul class="stack">
        {mandates.map((one) => (
          <li key={one.id}>
            <MandateCard of={one} onChanged={again} />
          </li>
        ))}
      </ul>
      {recording.value && (
        <RecordSheet customerId={customerId} onClose={() => (recording.value = false)} onDone={again} />
      )}
    </Screen>
  );
};

const MandateCard = ({ of, onChanged }: { of: Mandate; onChanged: () => void }) => {
  const revoking = useSignal(false);
  const revoke = async (reason: string): Promise<void> => {
    await act(`revoke:${of.id}`, RevokeMandate, (idempotencyKey) => ({
      input: { mandateId: of.id, reason, idempotencyKey },
    }));
    toast(t('mandateRevoked'));
    onChanged();
  };
  return (
    <div class="card">
      <div class="row between">
        <strong>
          {of.bankName} <span class="num">{of.accountLast4}</span>
        </strong>
        <Badge tone={TONES[of.state] ?? 'plain'}>{label('MandateState', of.state)}</Badge>
      </div>
      <Pairs
        of={[
          [t('mandateAgreement'), <span class="num">{of.agreement}</span>],
          [t('mandateLimit'), money(of.limit)],
          [t('mandateSpan'), `${date(of.validFrom)} – ${date(of.validUntil)}`],
          of.reason !== null && [t('mandateReason'), of.reason],
        ]}
      />
      {of.state === 'ACTIVE' && may('mandate:revoke') && (
        <Button kind="quiet" onClick={() => (revoking.value = true)}>
          {t('mandateRevoke')}
        </Button>
      )}
      {revoking.value && (
        <ReasonSheet title={t('mandateRevoke')} onClose={() => (revoking.value = false)} onGiven={revoke} />
      )}
    </div>
  );
};

const RecordSheet = (props: { customerId: string; onClose: () => void; onDone: () => void }) => {
  const agreement = useSignal('');
  const limit = useSignal('');
  const from = useSignal(today());
  const until = useSignal('');
  const action = useAction();
  const exact = parseAmount(limit.value);
  const record = async (): Promise<void> => {
    const input = {
      customerId: props.customerId,
      agreement: agreement.value.trim(),
      limit: exact!,
      validFrom: from.value,
      validUntil: until.value,
    };
    await act(`mandate:${props.customerId}`, RecordMandate, (idempotencyKey) => ({
      input: { ...input, idempotencyKey },
    }));
    toast(t('mandateRecorded'));
    props.onDone();
    props.onClose();
  };
  const error = (field: string): string | null => fieldError(action.error, field);
  const ready = exact !== null && agreement.value.trim() !== '' && from.value !== '' && until.value !== '';
  return (
    <Sheet title={t('mandateRecord')} onClose={props.onClose}>
      <p class="small muted">{t('mandateHint')}</p>
      <TextField
        label={t('mandateAgreement')}
        required
        value={agreement.value}
        onInput={(value) => (agreement.value = value)}
        error={error('agreement')}
        attributes={{ autoComplete: 'off', maxLength: 64 }}
      />
      <TextField
        label={t('mandateLimit')}
        required
        unit={t('amountUnit')}
        value={limit.value}
        onInput={(value) => (limit.value = value)}
        hint={exact ? money(exact) : undefined}
        error={exact === null && limit.value !== '' ? t('amountWrong') : error('limit')}
        attributes={{ inputMode: 'decimal', autoComplete: 'off', maxLength: 20 }}
      />
      <TextField
        label={t('mandateFrom')}
        type="date"
        required
        value={from.value}
        onInput={(value) => (from.value = value)}
        error={error('validFrom')}
      />
      <TextField
        label={t('mandateUntil')}
        type="date"
        required
        value={until.value}
        onInput={(value) => (until.value = value)}
        error={error('validUntil')}
      />
      {action.error && !FIELDS.some((field) => error(field) !== null) && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} disabled={!ready} onClick={() => void action.run(record)}>
        {t('mandateRecord')}
      </Button>
    </Sheet>
  );
};
