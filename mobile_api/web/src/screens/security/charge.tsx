// Letting an item secure an application: one of the register, or a new one that is entered and valued on the way.
import { useSignal, type Signal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Skeleton } from '../../components/basics.tsx';
import { Button, Segments, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { ChargeCollateral, EnterCollateral, OwnersCollateral, ValueCollateral } from '../../generated/ids/security.ts';
import type { ChargeKind, CollateralKind } from '../../generated/operations.ts';
import { today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { nameOf } from '../../lib/names.ts';
import { useQuery } from '../../lib/query.ts';
import type { Part } from './section.tsx';

const KINDS: CollateralKind[] = ['REAL_ESTATE', 'VEHICLE', 'EQUIPMENT', 'DEPOSIT', 'RECEIVABLE'];
const NEW = 'new';
const PLEDGED = new Set<CollateralKind>(['DEPOSIT', 'RECEIVABLE']);

/** The right that there is in a thing of a kind; the first one is the usual one. */
const rightsIn = (kind: CollateralKind): ChargeKind[] =>
  kind === 'REAL_ESTATE' ? ['MORTGAGE'] : PLEDGED.has(kind) ? ['PLEDGE'] : ['MORTGAGE', 'PLEDGE'];

export const ChargeSheet = ({ of, reload, onClose }: Part & { onClose: () => void }) => {
  const people = [of.customer, ...of.parties.map((one) => one.person)].filter((one) => one !== null);
  const owner = useSignal(people[0]?.id ?? '');
  const { data } = useQuery(OwnersCollateral, owner.value ? { customerId: owner.value } : null);
  const items = data?.collateralItems.nodes ?? null;
  const item = useSignal('');
  const kind = useSignal<CollateralKind>('REAL_ESTATE');
  const fields = useSignal<Record<string, string>>({
    secured: of.amount,
    prior: '0.00',
    rank: '1',
    valuedOn: today(),
  });
  const right = useSignal<ChargeKind | null>(null);
  const action = useAction();
  const chosen = item.value || (items?.[0]?.id ?? NEW);
  const known = items?.find((one) => one.id === chosen);
  const rights = rightsIn(known?.kind ?? kind.value);
  const wanted = right.value && rights.includes(right.value) ? right.value : (rights[0] as ChargeKind);
  const said = (name: string): string => (fields.value[name] ?? '').trim();

  const enter = async (): Promise<string> => {
    if (known) return known.id;
    const told = { ownerId: owner.value, kind: kind.value, title: said('title'), certificate: said('certificate') };
    const made = await act(`enter:${of.id}`, EnterCollateral, (idempotencyKey) => ({
      input: { ...told, idempotencyKey },
    }));
    const itemId = made.enterCollateral.item.id;
    const valued = { itemId, valuedOn: said('valuedOn'), valuedBy: said('valuedBy'), method: 'MARKET' as const };
    await act(`value:${itemId}`, ValueCollateral, (idempotencyKey) => ({
      input: { ...valued, value: said('value'), documentId: null, idempotencyKey },
    }));
    item.value = itemId;
    return itemId;
  };
  const charge = async (): Promise<void> => {
    const itemId = await enter();
    const agreed = { kind: wanted, secured: said('secured'), prior: said('prior'), rank: Number(said('rank')) };
    const input = { applicationId: of.id, expectedVersion: of.version, itemId, ...agreed };
    await act(`charge:${of.id}`, ChargeCollateral, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('addChargeDone'));
    onClose();
    await reload();
  };
  const text = (name: string, words: string, more: object = {}) => (
    <Text fields={fields} name={name} label={words} error={fieldError(action.error, name)} {...more} />
  );
  return (
    <Sheet title={t('addCharge')} onClose={onClose}>
      {people.length > 1 && (
        <SelectField
          label={t('addChargeOwner')}
          value={owner.value}
          choices={people.map((one) => ({ value: one.id, label: nameOf(one) }))}
          onChange={(value) => {
            owner.value = value;
            item.value = '';
          }}
        />
      )}
      {items === null && <Skeleton heights={[48]} />}
      {items !== null && (
        <SelectField
          label={t('addChargeItem')}
          value={chosen}
          choices={[
            ...items.map((one) => ({ value: one.id, label: `${one.title} · ${one.certificateLast4}` })),
            { value: NEW, label: t('addChargeNew') },
          ]}
          onChange={(value) => (item.value = value)}
        />
      )}
      {items !== null && !known && (
        <>
          <SelectField
            label={t('itemKind')}
            value={kind.value}
            choices={KINDS.map((one) => ({ value: one, label: label('CollateralKind', one) }))}
            onChange={(value) => (kind.value = value as CollateralKind)}
          />
          {text('title', t('itemName'))}
          {text('certificate', t('itemCertificate'))}
          {text('value', t('itemValue'), { decimal: true })}
          {text('valuedBy', t('itemValuedBy'))}
          {text('valuedOn', t('itemValuedOn'), { type: 'date' })}
        </>
      )}
      {rights.length > 1 && (
        <Segments
          label={t('addChargeRight')}
          value={wanted}
          choices={rights.map((one) => ({ value: one, label: label('ChargeKind', one) }))}
          onChange={(value) => (right.value = value as ChargeKind)}
        />
      )}
      {text('secured', t('addChargeSecured'), { decimal: true })}
      {text('rank', t('addChargeRank'), { decimal: true })}
      {text('prior', t('addChargePrior'), { decimal: true })}
      {action.error && <Failure error={action.error} onLatest={() => void reload().then(onClose)} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={items === null}
        onClick={() => void action.run(charge)}
      >
        {t('addCharge')}
      </Button>
    </Sheet>
  );
};

/** One of several fields that lie in one signal. */
export const Text = (props: {
  fields: Signal<Record<string, string>>;
  name: string;
  label: string;
  type?: 'text' | 'date';
  decimal?: boolean;
  error?: string | null | undefined;
}) => (
  <TextField
    label={props.label}
    type={props.type ?? 'text'}
    value={props.fields.value[props.name] ?? ''}
    onInput={(value) => (props.fields.value = { ...props.fields.value, [props.name]: value })}
    error={props.error ?? null}
    attributes={props.decimal ? { inputMode: 'decimal' } : {}}
  />
);
