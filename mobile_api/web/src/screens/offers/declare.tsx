// A campaign is declared: what, to whom, from when to when, how much in all, and the words.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { DeclareCampaign } from '../../generated/ids/offers.ts';
import type { OfferKind } from '../../generated/operations.ts';
import { dayOf, today } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import type { StaffKey } from '../../i18n/tables/staff-zh.ts';
import { useAction } from '../../lib/action.ts';

const KINDS: OfferKind[] = ['RENEWAL', 'LIMIT_UP', 'RATE_DOWN'];
const MONTH_MS = 30 * 24 * 3600 * 1000;
const FIELDS: [name: string, word: StaffKey, type?: 'date'][] = [
  ['name', 'offersName'],
  ['text', 'offersText'],
  ['productCode', 'offersProduct'],
  ['startsOn', 'offersFrom', 'date'],
  ['endsOn', 'offersTo', 'date'],
  ['budget', 'offersBudget'],
  ['amountMax', 'offersMost'],
  ['amountFactor', 'offersFactor'],
  ['rateCut', 'offersCut'],
  ['controlShare', 'offersControl'],
];

export const DeclareSheet = ({ onClose, reload }: { onClose: () => void; reload: () => Promise<void> }) => {
  const action = useAction();
  const kind = useSignal<OfferKind>('RENEWAL');
  const given = useSignal<Record<string, string>>({
    name: '',
    text: t('offersWords'),
    productCode: '',
    startsOn: today(),
    endsOn: dayOf(Date.now() + MONTH_MS),
    budget: '1000000.00',
    amountMax: '200000.00',
    amountFactor: '1',
    rateCut: '0',
    controlShare: '0.1',
  });
  const declare = async (): Promise<void> => {
    const input = { ...given.value, kind: kind.value } as Record<string, string> & { kind: OfferKind };
    await act('declareCampaign', DeclareCampaign, (idempotencyKey) => ({ input: { ...input, idempotencyKey } as never }));
    toast(t('offersDone'));
    onClose();
    await reload();
  };
  const shown = FIELDS.filter(([name]) => kind.value === 'RATE_DOWN' || name !== 'rateCut');
  const known = shown.some(([name]) => fieldError(action.error, name));
  return (
    <Sheet title={t('offersDeclare')} onClose={onClose}>
      <div class="stack">
        <SelectField
          label={t('offersKind')}
          value={kind.value}
          onChange={(value) => (kind.value = value as OfferKind)}
          choices={KINDS.map((value) => ({ value, label: label('OfferKind', value) }))}
        />
        {shown.map(([name, word, type]) => (
          <TextField
            key={name}
            label={t(word)}
            lines={name === 'text'}
            type={type ?? 'text'}
            value={given.value[name] ?? ''}
            error={fieldError(action.error, name)}
            onInput={(value) => (given.value = { ...given.value, [name]: value })}
          />
        ))}
        {action.error && !known && <Failure error={action.error} />}
        <Button kind="primary" wide busy={action.busy} onClick={() => void action.run(declare)}>
          {t('offersDeclare')}
        </Button>
      </div>
    </Sheet>
  );
};
