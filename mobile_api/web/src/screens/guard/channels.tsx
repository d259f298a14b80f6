// Where a person is told outside the app: this browser, 企业微信, 钉钉, SMS; each tried and removed with a press.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Empty, Item, Notice, Section } from '../../components/basics.tsx';
import { Button, Segments, TextField } from '../../components/controls.tsx';
import { Failure, fieldError, ReadFailure } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import {
  AddNoticeChannel,
  AddPushChannel,
  Channels as Reading,
  RemoveNoticeChannel,
  TryNoticeChannel,
} from '../../generated/ids/guard.ts';
import type { ChannelsData, NoticeChannelKind } from '../../generated/operations.ts';
import { time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { useQuery } from '../../lib/query.ts';
import { canPush, subscribe } from './push.ts';
import { deviceName } from './device.ts';

type Told = ChannelsData['noticeChannels'];
type Channel = Told['channels'][number];

export const Channels = () => {
  const { data, error, reload } = useQuery(Reading, {});
  const adding = useSignal(false);
  const told = data?.noticeChannels;
  return (
    <Section title={t('channelsTitle')}>
      <div class="stack">
        <p class="muted">{t('channelsText')}</p>
        {error && <ReadFailure error={error} onRetry={() => void reload()} />}
        {told?.channels.length === 0 && <Empty icon="info" title={t('channelsNone')} />}
        {told?.channels.map((one) => (
          <Card key={one.id} of={one} reload={reload} />
        ))}
        {told && <PushButton pushKey={told.pushKey} reload={reload} />}
        {told && others(told).length > 0 && <Button onClick={() => (adding.value = true)}>{t('channelAdd')}</Button>}
        {adding.value && told && <AddSheet told={told} reload={reload} onClose={() => (adding.value = false)} />}
      </div>
    </Section>
  );
};

const others = (told: Told): NoticeChannelKind[] => told.served.filter((kind) => kind !== 'WEB_PUSH');

const PushButton = ({ pushKey, reload }: { pushKey: string; reload: () => Promise<void> }) => {
  const action = useAction();
  const refused = useSignal(!canPush());
  const add = async (): Promise<void> => {
    const made = await subscribe(pushKey);
    refused.value = made === null;
    if (!made) return;
    const input = { ...made, label: deviceName() };
    await act('push', AddPushChannel, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    await reload();
  };
  return (
    <>
      {refused.value && <Notice tone="warn">{t('pushRefused')}</Notice>}
      {action.error && <Failure error={action.error} />}
      <Button busy={action.busy} disabled={!canPush()} onClick={() => void action.run(add)}>
        {t('pushAdd')}
      </Button>
    </>
  );
};

const Card = ({ of, reload }: { of: Channel; reload: () => Promise<void> }) => {
  const action = useAction();
  const change = async (
    operation: typeof TryNoticeChannel | typeof RemoveNoticeChannel,
    done: string,
  ): Promise<void> => {
    await act(`${operation.name}:${of.id}`, operation as typeof TryNoticeChannel, (idempotencyKey) => ({
      input: { id: of.id, idempotencyKey },
    }));
    toast(done);
    await reload();
  };
  return (
    <div class="card stack">
      <Item
        title={of.label}
        sub={`${label('NoticeChannelKind', of.kind)} · ${of.lastSentAt ? time(of.lastSentAt) : t('channelUnsent')}`}
        end={of.failures > 0 ? <Badge tone="warn">{t('channelFailing')}</Badge> : undefined}
      />
      {action.error && <Failure error={action.error} />}
      <div class="row">
        <Button busy={action.busy} onClick={() => void action.run(() => change(TryNoticeChannel, t('channelTried')))}>
          {t('channelTry')}
        </Button>
        <Button
          kind="danger"
          busy={action.busy}
          onClick={() => void action.run(() => change(RemoveNoticeChannel, t('channelGone')))}
        >
          {t('channelRemove')}
        </Button>
      </div>
    </div>
  );
};

const AddSheet = ({ told, reload, onClose }: { told: Told; reload: () => Promise<void>; onClose: () => void }) => {
  const kinds = others(told);
  const kind = useSignal<NoticeChannelKind>(kinds[0]!);
  const address = useSignal('');
  const action = useAction();
  const add = async (): Promise<void> => {
    const input = { kind: kind.value, address: address.value, label: label('NoticeChannelKind', kind.value) };
    await act('channel', AddNoticeChannel, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    await reload();
    onClose();
  };
  const wrong = fieldError(action.error, 'address');
  return (
    <Sheet title={t('channelAdd')} onClose={onClose}>
      <Segments
        label={t('channelKind')}
        value={kind.value}
        choices={kinds.map((value) => ({ value, label: label('NoticeChannelKind', value) }))}
        onChange={(value) => (kind.value = value as NoticeChannelKind)}
      />
      <TextField
        label={t(kind.value === 'SMS' ? 'channelPhone' : 'channelMember')}
        value={address.value}
        onInput={(value) => (address.value = value)}
        error={wrong}
        attributes={{ maxLength: 64 }}
      />
      {action.error && !wrong && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} disabled={!address.value} onClick={() => void action.run(add)}>
        {t('channelAdd')}
      </Button>
    </Sheet>
  );
};
