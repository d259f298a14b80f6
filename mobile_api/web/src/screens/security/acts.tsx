// What can be done with a charge: registered, struck out, dropped; and a policy noted on its item.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Button } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { DropCharge, InsureCollateral, RegisterCharge, ReleaseCharge } from '../../generated/ids/security.ts';
import { today } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { may, viewer } from '../../lib/viewer.ts';
import { Text } from './charge.tsx';
import type { Charge, Part } from './section.tsx';

type Asked = 'register' | 'release' | 'insure';
type Fields = Record<string, string>;

const DROPPABLE = new Set(['DRAFT', 'RETURNED', 'APPROVED', 'REJECTED', 'WITHDRAWN']);
const LIVING = new Set(['AGREED', 'REGISTERED']);

export const ChargeActs = ({ of, charge, reload }: Part & { charge: Charge }) => {
  const asked = useSignal<Asked | null>(null);
  const action = useAction();
  const drop = async (): Promise<void> => {
    const input = { chargeId: charge.id, expectedVersion: of.version };
    await act(`drop:${charge.id}`, DropCharge, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('dropDone'));
    await reload();
  };
  const mayRegister = may('collateral:register');
  const isOwn = charge.chargedBy.id === viewer.value?.staff.id;
  return (
    <>
      {action.error && <Failure error={action.error} onLatest={() => void reload().then(action.clear)} />}
      <div class="row">
        {charge.state === 'AGREED' && mayRegister && !isOwn && (
          <Button kind="outline" onClick={() => (asked.value = 'register')}>
            {t('registerCharge')}
          </Button>
        )}
        {charge.state === 'DISCHARGED' && mayRegister && (
          <Button kind="outline" onClick={() => (asked.value = 'release')}>
            {t('releaseCharge')}
          </Button>
        )}
        {LIVING.has(charge.state) && charge.item && may('collateral:keep') && (
          <Button kind="quiet" onClick={() => (asked.value = 'insure')}>
            {t('insureItem')}
          </Button>
        )}
        {charge.state === 'AGREED' && DROPPABLE.has(of.state) && may('application:start') && (
          <Button kind="quiet" busy={action.busy} onClick={() => void action.run(drop)}>
            {t('dropCharge')}
          </Button>
        )}
      </div>
      {asked.value && (
        <ActSheet asked={asked.value} charge={charge} reload={reload} onClose={() => (asked.value = null)} />
      )}
    </>
  );
};

const WORDS = { register: 'registerCharge', release: 'releaseCharge', insure: 'insureItem' } as const;
const DONE = { register: 'registerDone', release: 'releaseDone', insure: 'insureDone' } as const;

const send = (asked: Asked, charge: Charge, said: (name: string) => string): Promise<unknown> => {
  const seen = { chargeId: charge.id, expectedVersion: charge.version };
  switch (asked) {
    case 'register': {
      const entry = { registrationNumber: said('registrationNumber'), registeredOn: said('registeredOn') };
      const input = { ...seen, ...entry, authority: said('authority') };
      return act(`register:${charge.id}`, RegisterCharge, (idempotencyKey) => ({
        input: { ...input, idempotencyKey },
      }));
    }
    case 'release': {
      const input = { ...seen, releaseNumber: said('releaseNumber'), releasedOn: said('releasedOn') };
      return act(`release:${charge.id}`, ReleaseCharge, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    }
    case 'insure': {
      const days = { validFrom: today(), validUntil: said('validUntil') };
      const policy = { insurer: said('insurer'), policyNumber: said('policyNumber'), insured: said('insured') };
      const input = { itemId: charge.item?.id ?? '', ...days, ...policy, beneficiary: said('beneficiary') };
      return act(`insure:${charge.id}`, InsureCollateral, (idempotencyKey) => ({
        input: { ...input, idempotencyKey },
      }));
    }
  }
};

const ActSheet = (props: { asked: Asked; charge: Charge; reload: () => Promise<void>; onClose: () => void }) => {
  const { asked, charge } = props;
  const fields = useSignal<Fields>({ registeredOn: today(), releasedOn: today(), insured: charge.secured });
  const action = useAction();
  const said = (name: string): string => (fields.value[name] ?? '').trim();
  const run = async (): Promise<void> => {
    await send(asked, charge, said);
    toast(t(DONE[asked]));
    props.onClose();
    await props.reload();
  };
  const text = (name: string, words: string, more: object = {}) => (
    <Text fields={fields} name={name} label={words} error={fieldError(action.error, name)} {...more} />
  );
  return (
    <Sheet title={t(WORDS[asked])} onClose={props.onClose}>
      {asked === 'register' && (
        <>
          {text('authority', t('registerAuthority'))}
          {text('registrationNumber', t('registerNumber'))}
          {text('registeredOn', t('registerOn'), { type: 'date' })}
        </>
      )}
      {asked === 'release' && (
        <>
          {text('releaseNumber', t('releaseNumber'))}
          {text('releasedOn', t('releaseOn'), { type: 'date' })}
        </>
      )}
      {asked === 'insure' && (
        <>
          {text('insurer', t('insureInsurer'))}
          {text('policyNumber', t('insurePolicy'))}
          {text('insured', t('insureAmount'), { decimal: true })}
          {text('validUntil', t('insureUntil'), { type: 'date' })}
          {text('beneficiary', t('insureBeneficiary'))}
        </>
      )}
      {action.error && <Failure error={action.error} onLatest={() => void props.reload().then(props.onClose)} />}
      <Button kind="primary" wide busy={action.busy} onClick={() => void action.run(run)}>
        {t(WORDS[asked])}
      </Button>
    </Sheet>
  );
};
