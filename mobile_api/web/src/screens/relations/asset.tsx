// The sheet that adds an asset with its proof.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { SelectField, TextField } from '../../components/controls.tsx';
import { fieldError } from '../../components/failure.tsx';
import { RecordAsset } from '../../generated/ids/relations.ts';
import type { RecordAssetInput } from '../../generated/operations.ts';
import { parseAmount, time, today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { choices, Form, type SheetProps } from './adding.tsx';

type AssetKind = RecordAssetInput['kind'];

const ASSET_KINDS: AssetKind[] = [
  'REAL_ESTATE',
  'VEHICLE',
  'EQUIPMENT',
  'STOCK',
  'DEPOSIT',
  'RECEIVABLE',
  'SECURITIES',
  'OTHER',
];

interface Paper {
  id: string;
  kind: string;
  receivedAt: string;
}

export const AssetSheet = ({ papers, ...props }: SheetProps & { papers: Paper[] }) => {
  const { customerId } = props;
  const kind = useSignal<AssetKind>('REAL_ESTATE');
  const [description, value, owed] = [useSignal(''), useSignal(''), useSignal('')];
  const [asOf, documentId] = [useSignal(today()), useSignal('')];
  const action = useAction();
  const exact = parseAmount(value.value);
  const left = owed.value.trim() === '' ? '0.00' : parseAmount(owed.value);
  const send = () =>
    act(`asset:${customerId}`, RecordAsset, (idempotencyKey) => ({
      input: {
        customerId,
        kind: kind.value,
        description: description.value.trim(),
        value: exact!,
        owed: left!,
        asOf: asOf.value,
        documentId: documentId.value === '' ? null : documentId.value,
        idempotencyKey,
      },
    }));
  return (
    <Form
      {...props}
      title={t('assetAdd')}
      ready={description.value.trim() !== '' && exact !== null && left !== null && asOf.value !== ''}
      fields={['description', 'value', 'owed', 'asOf', 'documentId']}
      action={action}
      send={send}
    >
      <SelectField
        label={t('assetKind')}
        value={kind.value}
        choices={choices('AssetKind', ASSET_KINDS)}
        onChange={(chosen) => (kind.value = chosen as AssetKind)}
      />
      <TextField
        label={t('assetDescription')}
        required
        value={description.value}
        onInput={(typed) => (description.value = typed)}
        error={fieldError(action.error, 'description')}
        attributes={{ maxLength: 200 }}
      />
      <TextField
        label={t('assetValue')}
        required
        big
        unit={t('amountUnit')}
        value={value.value}
        onInput={(typed) => (value.value = typed)}
        error={fieldError(action.error, 'value')}
        attributes={{ inputMode: 'decimal', maxLength: 20 }}
      />
      <TextField
        label={t('assetOwed')}
        unit={t('amountUnit')}
        value={owed.value}
        onInput={(typed) => (owed.value = typed)}
        error={fieldError(action.error, 'owed')}
        attributes={{ inputMode: 'decimal', maxLength: 20 }}
      />
      <TextField
        label={t('assetDay')}
        required
        type="date"
        value={asOf.value}
        onInput={(typed) => (asOf.value = typed)}
        error={fieldError(action.error, 'asOf')}
        attributes={{ max: today() }}
      />
      <SelectField
        label={t('assetProof')}
        value={documentId.value}
        empty={t('assetNoProof')}
        onChange={(chosen) => (documentId.value = chosen)}
        choices={papers.map((one) => ({
          value: one.id,
          label: `${label('DocumentKind', one.kind)} ${time(one.receivedAt)}`,
        }))}
      />
    </Form>
  );
};
