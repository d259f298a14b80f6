// A campaign is declared, or changed while it is a draft: what, to whom, from when to when, how much in all, and the words.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Button, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { ChangeCampaign, DeclareCampaign } from '../../generated/ids/offers.ts';
import type { CampaignParts, OfferKind } from '../../generated/operations.ts';
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

/** What stands in a sheet that is opened: the draft, or what most campaigns begin with. */
const begun = (of: CampaignParts | null): Record<string, string> =>
  of !== null
    ? Object.fromEntries(FIELDS.map(([name]) => [name, String(of[name as keyof CampaignParts] ?? '')]))
    : {
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
      };

export const DeclareSheet = (props: {
  of: CampaignParts | null;
  onClose: () => void;
  reload: () => Promise<void>;
}) => {
  const { of, onClose, reload } = props;
  const action = useAction();
  const kind = useSignal<OfferKind>(of?.kind ?? 'RENEWAL');
  const given = useSignal<Record<string, string>>(begun(of));
  const declare = async (): Promise<void> => {
    const input = { ...given.value, kind: kind.value } as Record<string, string> & { kind: OfferKind };
    const seen = of && { campaignId: of.id, expectedVersion: of.version };
    const whole = (idempotencyKey: string) => ({ input: { ...input, ...seen, idempotencyKey } as never });
    if (of) await act(`changeCampaign:${of.id}`, ChangeCampaign, whole);
    else await act('declareCampaign', DeclareCampaign, whole);
    toast(t('offersDone'));
    onClose();
    await reload();
  };
  const shown = FIELDS.filter(([name]) => kind.value === 'RATE_DOWN' || name !== 'rateCut');
  const known = shown.some(([name]) => fieldError(action.error, name));
  return (
    <Sheet title={t(of ? 'offersChange' : 'offersDeclare')} onClose={onClose}>
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
          {t(of ? 'offersChange' : 'offersDeclare')}
        </Button>
      </div>
    </Sheet>
  );
};
