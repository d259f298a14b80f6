// Who decides in one's name, and in whose name one decides: delegation and absence, with their days.
import { useSignal } from '@preact/signals';
import { act } from '../api/graphql.ts';
import { Badge, Empty, Item, Section } from '../components/basics.tsx';
import { Button, Segments, TextField } from '../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../components/failure.tsx';
import { Screen } from '../components/frame.tsx';
import { Sheet, toast } from '../components/overlays.tsx';
import {
  AbleColleagues,
  DelegateApproval,
  Delegations,
  EndDelegation,
  type DelegationsData,
} from '../generated/operations.ts';
import { label, t } from '../i18n/staff.ts';
import { useAction } from '../lib/action.ts';
import { forgetReadings, useQuery } from '../lib/query.ts';
import { viewer } from '../lib/viewer.ts';
import { ColleagueField } from './application/more.tsx';

type Delegation = DelegationsData['delegations'][number];

const DECIDING = ['reviewer', 'regional_manager', 'committee_member'];

export const StandInScreen = () => {
  const { data, error, reload } = useQuery(Delegations, {});
  const adding = useSignal(false);
  return (
    <Screen
      title={t('standInTitle')}
      parent="/me"
      actions={
        <Button kind="primary" onClick={() => (adding.value = true)}>
          {t('standInNew')}
        </Button>
      }
    >
      <p class="muted">{t('standInText')}</p>
      {error && <ReadFailure error={error} onRetry={() => void reload()} />}
      {data && data.delegations.length === 0 && <Empty icon="people" title={t('standInNone')} />}
      {data?.delegations.map((one) => (
        <Card key={one.id} of={one} reload={reload} />
      ))}
      {adding.value && <NewSheet reload={reload} onClose={() => (adding.value = false)} />}
    </Screen>
  );
};

const Card = ({ of, reload }: { of: Delegation; reload: () => Promise<void> }) => {
  const action = useAction();
  const given = of.principal.id === viewer.value?.staff.id;
  const end = async (): Promise<void> => {
    const input = { delegationId: of.id };
    await act(`end:${of.id}`, EndDelegation, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    forgetReadings('Inbox');
    toast(t('standInEnded'));
    await reload();
  };
  return (
    <Section title={t(given ? 'standInGiven' : 'standInTaken', { name: (given ? of.delegate : of.principal).name })}>
      <div class="card stack">
        <Item
          title={of.positions.map((code) => label('position', code)).join(' / ')}
          sub={`${of.validFrom} – ${of.validUntil} · ${of.reason}`}
          end={of.outOfOffice ? <Badge tone="warn">{t('standInAway')}</Badge> : undefined}
        />
        {action.error && <Failure error={action.error} />}
        <Button kind="outline" busy={action.busy} onClick={() => void action.run(end)}>
          {t('standInEnd')}
        </Button>
      </div>
    </Section>
  );
};

const NewSheet = ({ reload, onClose }: { reload: () => Promise<void>; onClose: () => void }) => {
  const { data, error } = useQuery(AbleColleagues, { caseId: null });
  const own = (viewer.value?.staff.positions ?? []).map((one) => one.code).filter((code) => DECIDING.includes(code));
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10); // the business day is Shanghai's
  const to = useSignal('');
  const position = useSignal(own[0] ?? '');
  const from = useSignal(today);
  const until = useSignal(today);
  const away = useSignal('no');
  const reason = useSignal('');
  const action = useAction();
  const give = async (): Promise<void> => {
    const days = { validFrom: from.value, validUntil: until.value, outOfOffice: away.value === 'yes' };
    const input = { to: to.value, positions: [position.value], reason: reason.value.trim(), ...days };
    await act('delegate', DelegateApproval, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('standInDone'));
    onClose();
    await reload();
  };
  const day = (key: 'standInFrom' | 'standInUntil', of: typeof from, field: string) => (
    <TextField
      label={t(key)}
      type="date"
      required
      value={of.value}
      error={fieldError(action.error, field)}
      onInput={(value) => (of.value = value)}
    />
  );
  return (
    <Sheet title={t('standInNew')} onClose={onClose}>
      {error && <ReadFailure error={error} onRetry={onClose} />}
      <ColleagueField
        label={t('standInTo')}
        value={to.value}
        choices={data?.ableColleagues ?? []}
        onChange={(value) => (to.value = value)}
      />
      {own.length > 1 && (
        <Segments
          label={t('standInPositions')}
          value={position.value}
          choices={own.map((code) => ({ value: code, label: label('position', code) }))}
          onChange={(value) => (position.value = value)}
        />
      )}
      {day('standInFrom', from, 'validFrom')}
      {day('standInUntil', until, 'validUntil')}
      <Segments
        label={t('standInAway')}
        value={away.value}
        choices={[
          { value: 'no', label: t('standInBusy') },
          { value: 'yes', label: t('standInAway') },
        ]}
        onChange={(value) => (away.value = value)}
      />
      <TextField
        label={t('decideReason')}
        required
        value={reason.value}
        onInput={(value) => (reason.value = value)}
      />
      {action.error && <Failure error={action.error} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={to.value === '' || position.value === '' || reason.value.trim() === ''}
        onClick={() => void action.run(give)}
      >
        {t('standInNew')}
      </Button>
    </Sheet>
  );
};
