// One's passkeys on this and other devices; for administrators, when the app locks itself and what counts as a factor.
import { useSignal } from '@preact/signals';
import { act, ask } from '../../api/graphql.ts';
import { Badge, Empty, Item, Notice, Section } from '../../components/basics.tsx';
import { Button, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Screen } from '../../components/frame.tsx';
import { Icon } from '../../components/icons.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import {
  AddPasskey,
  BeginPasskey,
  Passkeys,
  RenamePasskey,
  RevokePasskey,
  SetSecurityRules,
} from '../../generated/ids/guard.ts';
import type { PasskeysData } from '../../generated/operations.ts';
import { time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { make, support } from '../../lib/passkeys.ts';
import { useQuery } from '../../lib/query.ts';
import { loadViewer, may, viewer } from '../../lib/viewer.ts';
import { Channels } from './channels.tsx';
import { deviceName } from './device.ts';

type Passkey = PasskeysData['passkeys'][number];
type Done = () => Promise<void>;

export const SafetyScreen = () => {
  const { data, error, reload } = useQuery(Passkeys, {});
  const adding = useSignal(false);
  const changing = useSignal<Passkey | null>(null);
  const usable = support();
  const done: Done = async () => {
    adding.value = false;
    changing.value = null;
    await Promise.all([reload(), loadViewer()]);
  };
  return (
    <Screen title={t('safetyTitle')} parent="/me">
      <Section title={t('passkeysTitle')}>
        <div class="stack">
          <p class="muted">{t('passkeysText')}</p>
          {usable !== 'ok' && (
            <Notice tone="warn">
              {t(usable === 'number' ? 'passkeyNumber' : 'passkeyNone')}
              {location.hostname === '127.0.0.1' && (
                <a href={`http://localhost:${location.port}/me/security`}>localhost</a>
              )}
            </Notice>
          )}
          {error && <ReadFailure error={error} onRetry={() => void reload()} />}
          {data?.passkeys.length === 0 && <Empty icon="shield" title={t('passkeysNone')} />}
          {(data?.passkeys.length ?? 0) > 0 && (
            <div class="card flush">
              <ul class="list">
                {data?.passkeys.map((one) => (
                  <li key={one.id}>
                    <Row of={one} onClick={() => (changing.value = one)} />
                  </li>
                ))}
              </ul>
            </div>
          )}
          <Button kind="primary" wide disabled={usable !== 'ok'} onClick={() => (adding.value = true)}>
            {t('passkeyAdd')}
          </Button>
        </div>
      </Section>
      <Channels />
      {may('security:set') && <Rules />}
      {adding.value && <AddSheet done={done} onClose={() => (adding.value = false)} />}
      {changing.value && <ChangeSheet of={changing.value} done={done} onClose={() => (changing.value = null)} />}
    </Screen>
  );
};

const Row = ({ of, onClick }: { of: Passkey; onClick: () => void }) => {
  const used = of.lastUsedAt ? t('passkeyUsed', { at: time(of.lastUsedAt) }) : t('passkeyUnused');
  const living = of.isBackedUp ? `${used} · ${t('passkeySynced')}` : used;
  const sub = of.revokeReason ? label('PasskeyEnd', of.revokeReason) : living;
  if (of.revokedAt) return <Item title={of.name} sub={sub} end={<Badge>{t('passkeyRevoked')}</Badge>} />;
  return (
    <button type="button" class="item" onClick={onClick}>
      <span class="main">
        <span class="title">{of.name}</span>
        <span class="sub">{sub}</span>
      </span>
      <Icon name="next" size={18} />
    </button>
  );
};

const AddSheet = ({ done, onClose }: { done: Done; onClose: () => void }) => {
  const name = useSignal(deviceName());
  const action = useAction();
  const add = async (): Promise<void> => {
    const { question } = (await ask(BeginPasskey, {})).beginPasskey;
    const input = { questionId: question.id, name: name.value.trim(), ...(await make(question)) };
    await act('passkey', AddPasskey, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('passkeyAdded'));
    await done();
  };
  return (
    <Sheet title={t('passkeyAdd')} onClose={onClose}>
      <p class="muted">{t('passkeyAddText')}</p>
      <Name of={name} error={action.error} />
      {action.error && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} disabled={!name.value.trim()} onClick={() => void action.run(add)}>
        {t('passkeyMake')}
      </Button>
    </Sheet>
  );
};

const Name = ({ of, error }: { of: { value: string }; error: Error | null }) => (
  <TextField
    label={t('passkeyName')}
    value={of.value}
    onInput={(value) => (of.value = value)}
    error={fieldError(error, 'name')}
    attributes={{ maxLength: 60 }}
  />
);

const ChangeSheet = ({ of, done, onClose }: { of: Passkey; done: Done; onClose: () => void }) => {
  const name = useSignal(of.name);
  const action = useAction();
  const rename = async (): Promise<void> => {
    const input = { id: of.id, name: name.value.trim() };
    await act(`rename:${of.id}`, RenamePasskey, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    await done();
  };
  const revoke = async (): Promise<void> => {
    await act(`revoke:${of.id}`, RevokePasskey, (idempotencyKey) => ({ input: { id: of.id, idempotencyKey } }));
    toast(t('passkeyRevoked'));
    await done();
  };
  return (
    <Sheet title={of.name} onClose={onClose}>
      <Name of={name} error={action.error} />
      {action.error && <Failure error={action.error} />}
      <Button wide busy={action.busy} disabled={!name.value.trim()} onClick={() => void action.run(rename)}>
        {t('passkeyRename')}
      </Button>
      <Button kind="danger" wide busy={action.busy} onClick={() => void action.run(revoke)}>
        {t('passkeyRevoke')}
      </Button>
    </Sheet>
  );
};

const Rules = () => {
  const minutes = useSignal(String(viewer.value?.lockMinutes ?? ''));
  const both = useSignal(viewer.value?.codeBesidePasskey ?? false);
  const action = useAction();
  const save = async (): Promise<void> => {
    const input = { lockMinutes: Number(minutes.value), codeBesidePasskey: both.value };
    await act('rules', SetSecurityRules, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('rulesSaved'));
    await loadViewer();
  };
  return (
    <Section title={t('houseRules')}>
      <div class="card stack">
        <TextField
          label={t('rulesMinutes')}
          value={minutes.value}
          onInput={(value) => (minutes.value = value)}
          error={fieldError(action.error, 'lockMinutes')}
          attributes={{ inputMode: 'numeric', maxLength: 2 }}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={both.value}
            onChange={(event) => (both.value = event.currentTarget.checked)}
          />
          <span>{t('rulesBoth')}</span>
        </label>
        {action.error && <Failure error={action.error} />}
        <Button wide busy={action.busy} disabled={!/^\d+$/.test(minutes.value)} onClick={() => void action.run(save)}>
          {t('rulesSave')}
        </Button>
      </div>
    </Section>
  );
};
