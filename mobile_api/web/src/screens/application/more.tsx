// What an approver does with a case beside deciding it: pass it on, have somebody sign too, step aside.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Notice } from '../../components/basics.tsx';
import { Button, Segments, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import {
  AbleColleagues,
  AddSigner,
  RecuseFromCase,
  TransferCase,
  type AbleColleaguesData,
  type SignerPlace,
} from '../../generated/operations.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { forgetReadings, useQuery } from '../../lib/query.ts';
import { navigate } from '../../lib/router.ts';
import type { Application } from './parts.tsx';

type Case = NonNullable<Application['case']>;
type Colleague = AbleColleaguesData['ableColleagues'][number];
type Way = 'transfer' | 'addSigner' | 'recuse';

const WAYS: Way[] = ['transfer', 'addSigner', 'recuse'];
const HINTS = { transfer: 'transferHint', addSigner: 'addSignerHint', recuse: 'recuseHint' } as const;
const PLACES: SignerPlace[] = ['BEFORE', 'AFTER'];

interface Props {
  of: Pick<Case, 'id' | 'version' | 'mode'>;
  reload: () => Promise<void>;
  onClose: () => void;
}

export const MoreSheet = ({ of, reload, onClose }: Props) => {
  const ways = WAYS.filter((one) => one !== 'transfer' || of.mode === 'SINGLE');
  const way = useSignal<Way>(ways[0] ?? 'recuse');
  const to = useSignal('');
  const place = useSignal<SignerPlace>('BEFORE');
  const reason = useSignal('');
  const action = useAction();
  const { data, error, reload: again } = useQuery(AbleColleagues, { caseId: of.id });
  const choices = (data?.ableColleagues ?? []).filter((one) => way.value === 'addSigner' || one.takesOver);
  const name = choices.find((one) => one.id === to.value)?.name ?? '';
  const ready = reason.value.trim() !== '' && (way.value === 'recuse' || name !== '');

  const run = async (): Promise<void> => {
    const said = { caseId: of.id, reason: reason.value.trim() };
    const seen = { ...said, expectedVersion: of.version };
    const key = `${way.value}:${of.id}`;
    if (way.value === 'transfer')
      await act(key, TransferCase, (idempotencyKey) => ({ input: { ...seen, to: to.value, idempotencyKey } }));
    else if (way.value === 'addSigner')
      await act(key, AddSigner, (idempotencyKey) => ({
        input: { ...seen, signer: to.value, place: place.value, idempotencyKey },
      }));
    else await act(key, RecuseFromCase, (idempotencyKey) => ({ input: { ...said, idempotencyKey } }));
  };
  const finish = async (): Promise<void> => {
    if (!(await action.run(run))) return;
    forgetReadings('Inbox', 'ApplicationPage', 'AbleColleagues');
    toast(t(`${way.value}Done`, { name }));
    if (way.value === 'addSigner' && place.value === 'AFTER') {
      onClose();
      await reload();
    } else navigate('/inbox', { replace: true });
  };

  return (
    <Sheet title={t('moreTitle')} onClose={onClose}>
      <Segments
        label={t('moreTitle')}
        value={way.value}
        choices={ways.map((one) => ({ value: one, label: t(one) }))}
        onChange={(value) => {
          way.value = value as Way;
          to.value = '';
        }}
      />
      <p class="muted">{t(HINTS[way.value])}</p>
      {way.value !== 'recuse' && (
        <>
          {error && <ReadFailure error={error} onRetry={() => void again()} />}
          {data && choices.length === 0 && <Notice>{t('noColleague')}</Notice>}
          {choices.length > 0 && (
            <ColleagueField value={to.value} choices={choices} onChange={(value) => (to.value = value)} />
          )}
        </>
      )}
      {way.value === 'addSigner' && (
        <Segments
          label={t('signerPlace')}
          value={place.value}
          choices={PLACES.map((one) => ({ value: one, label: label('SignerPlace', one) }))}
          onChange={(value) => (place.value = value as SignerPlace)}
        />
      )}
      <TextField
        label={t('decideReason')}
        lines
        required
        value={reason.value}
        onInput={(value) => (reason.value = value)}
      />
      {action.error && <Failure error={action.error} onLatest={() => void reload().then(onClose)} />}
      <Button kind="primary" wide busy={action.busy} disabled={!ready} onClick={() => void finish()}>
        {t(way.value)}
      </Button>
    </Sheet>
  );
};

export const ColleagueField = (props: {
  label?: string;
  value: string;
  choices: Colleague[];
  onChange: (value: string) => void;
}) => (
  <SelectField
    label={props.label ?? t('colleague')}
    required
    empty={t('chooseColleague')}
    value={props.value}
    choices={props.choices.map((one) => ({
      value: one.id,
      label: `${one.name} · ${one.positions.map((code) => label('position', code)).join(' / ')}`,
    }))}
    onChange={props.onChange}
  />
);
