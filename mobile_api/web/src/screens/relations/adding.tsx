// Sheets that add a contact or a related party, and what such sheets have in common.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { act } from '../../api/graphql.ts';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { RecordContact, RecordParty } from '../../generated/ids/relations.ts';
import type { RecordContactInput, RecordPartyInput } from '../../generated/operations.ts';
import { today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction, type Action } from '../../lib/action.ts';

type ContactKind = RecordContactInput['kind'];
type Relation = RecordContactInput['relation'];
type PartyKind = RecordPartyInput['kind'];

const CONTACT_KINDS: ContactKind[] = ['EMERGENCY', 'REFERENCE', 'WORKPLACE', 'BUSINESS'];
const RELATIONS: Relation[] = [
  'SPOUSE',
  'PARENT',
  'CHILD',
  'SIBLING',
  'RELATIVE',
  'FRIEND',
  'COLLEAGUE',
  'PARTNER',
  'TRADE',
  'OTHER',
];
const PARTY_KINDS: PartyKind[] = [
  'SPOUSE',
  'SHAREHOLDER',
  'CONTROLLER',
  'LEGAL_REPRESENTATIVE',
  'GUARANTOR_OF',
  'AFFILIATE',
  'SAME_ADDRESS',
  'SAME_PHONE',
];
const OWNERS = new Set<PartyKind>(['SHAREHOLDER', 'CONTROLLER']);

export interface SheetProps {
  customerId: string;
  onClose: () => void;
  onDone: () => void;
}

interface FormProps extends SheetProps {
  title: string;
  ready: boolean;
  fields: string[];
  action: Action;
  send: () => Promise<unknown>;
  children: ComponentChildren;
}

export const Form = ({ title, ready, fields, action, send, children, onClose, onDone }: FormProps) => {
  const save = async (): Promise<void> => {
    await send();
    toast(t('relationSaved'));
    onClose();
    onDone();
  };
  const told = fields.some((field) => fieldError(action.error, field) !== null);
  return (
    <Sheet title={title} onClose={onClose}>
      {children}
      {action.error && !told && <Failure error={action.error} />}
      <Button kind="primary" wide busy={action.busy} disabled={!ready} onClick={() => void action.run(save)}>
        {t('relationSave')}
      </Button>
    </Sheet>
  );
};

export const choices = (group: string, values: string[]) =>
  values.map((value) => ({ value, label: label(group, value) }));

export const ContactSheet = (props: SheetProps) => {
  const { customerId } = props;
  const [kind, relation] = [useSignal<ContactKind>('EMERGENCY'), useSignal<Relation>('SPOUSE')];
  const [name, phone, agreedOn] = [useSignal(''), useSignal(''), useSignal('')];
  const action = useAction();
  const send = () =>
    act(`contact:${customerId}`, RecordContact, (idempotencyKey) => ({
      input: {
        customerId,
        kind: kind.value,
        relation: relation.value,
        name: name.value.trim(),
        phone: phone.value.trim(),
        agreedOn: agreedOn.value === '' ? null : agreedOn.value,
        idempotencyKey,
      },
    }));
  return (
    <Form
      {...props}
      title={t('contactAdd')}
      ready={name.value.trim() !== '' && phone.value.trim() !== ''}
      fields={['name', 'phone', 'agreedOn']}
      action={action}
      send={send}
    >
      <SelectField
        label={t('contactKind')}
        value={kind.value}
        choices={choices('ContactKind', CONTACT_KINDS)}
        onChange={(value) => (kind.value = value as ContactKind)}
      />
      <SelectField
        label={t('contactRelation')}
        value={relation.value}
        choices={choices('ContactRelation', RELATIONS)}
        onChange={(value) => (relation.value = value as Relation)}
      />
      <TextField
        label={t('name')}
        required
        value={name.value}
        onInput={(value) => (name.value = value)}
        error={fieldError(action.error, 'name')}
      />
      <TextField
        label={t('phone')}
        required
        type="tel"
        value={phone.value}
        onInput={(value) => (phone.value = value)}
        error={fieldError(action.error, 'phone')}
        attributes={{ inputMode: 'tel', maxLength: 15 }}
      />
      <TextField
        label={t('contactAgreedOn')}
        type="date"
        value={agreedOn.value}
        onInput={(value) => (agreedOn.value = value)}
        hint={t('contactAgreedHint')}
        error={fieldError(action.error, 'agreedOn')}
        attributes={{ max: today() }}
      />
    </Form>
  );
};

/** "35" per cent as the share "0.35"; null for what is none. */
const shareOf = (typed: string): string | null => {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(typed.trim());
  if (!match) return null;
  const digits = `${(match[1] ?? '').padStart(3, '0')}${match[2] ?? ''}`;
  return `${digits.slice(0, -2 - (match[2]?.length ?? 0))}.${digits.slice(-2 - (match[2]?.length ?? 0))}`;
};

export const PartySheet = (props: SheetProps) => {
  const { customerId } = props;
  const kind = useSignal<PartyKind>('SPOUSE');
  const [name, number, share] = [useSignal(''), useSignal(''), useSignal('')];
  const action = useAction();
  const owns = OWNERS.has(kind.value);
  const send = () =>
    act(`party:${customerId}`, RecordParty, (idempotencyKey) => ({
      input: {
        customerId,
        kind: kind.value,
        name: name.value.trim(),
        number: number.value.trim() === '' ? null : number.value.trim(),
        share: owns && share.value.trim() !== '' ? shareOf(share.value) : null,
        idempotencyKey,
      },
    }));
  return (
    <Form
      {...props}
      title={t('partyAdd')}
      ready={
        name.value.trim() !== '' && (!owns || share.value.trim() === '' || shareOf(share.value) !== null)
      }
      fields={['name', 'number', 'share']}
      action={action}
      send={send}
    >
      <SelectField
        label={t('partyKind')}
        value={kind.value}
        choices={choices('PartyKind', PARTY_KINDS)}
        onChange={(value) => (kind.value = value as PartyKind)}
      />
      <TextField
        label={t('name')}
        required
        value={name.value}
        onInput={(value) => (name.value = value)}
        error={fieldError(action.error, 'name')}
      />
      <TextField
        label={t('partyNumber')}
        value={number.value}
        onInput={(value) => (number.value = value)}
        error={fieldError(action.error, 'number')}
        attributes={{ maxLength: 18, autoCapitalize: 'characters' }}
      />
      {owns && (
        <TextField
          label={t('partyShare')}
          unit="%"
          value={share.value}
          onInput={(value) => (share.value = value)}
          error={fieldError(action.error, 'share')}
          attributes={{ inputMode: 'decimal', maxLength: 6 }}
        />
      )}
    </Form>
  );
};
