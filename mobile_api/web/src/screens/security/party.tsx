// Naming a party, recording that he agrees, taking him off.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Item } from '../../components/basics.tsx';
import { Button, Segments, SelectField, TextField } from '../../components/controls.tsx';
import { Failure, fieldError } from '../../components/failure.tsx';
import { List } from '../../components/list.tsx';
import { Sheet, toast } from '../../components/overlays.tsx';
import { Search } from '../../components/search.tsx';
import { Customers } from '../../generated/ids/customers.ts';
import { AddParty, RecordPartyConsent, RemoveParty } from '../../generated/ids/security.ts';
import type { CustomerRow, GuaranteeKind, PartyRole } from '../../generated/operations.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { initialOf, nameOf } from '../../lib/names.ts';
import { usePages } from '../../lib/pages.ts';
import { may } from '../../lib/viewer.ts';
import type { Part, Party } from './section.tsx';

const ROLES: PartyRole[] = ['GUARANTOR', 'CO_BORROWER'];
const KINDS: GuaranteeKind[] = ['JOINT', 'GENERAL'];
const MONTHS_USUAL = '36';
const CHANGEABLE = new Set(['DRAFT', 'RETURNED', 'APPROVED']);
const REMOVABLE = new Set([...CHANGEABLE, 'REJECTED', 'WITHDRAWN']);

export const PartySheet = ({ of, reload, onClose }: Part & { onClose: () => void }) => {
  const person = useSignal<CustomerRow | null>(null);
  const role = useSignal<PartyRole>('GUARANTOR');
  const kind = useSignal<GuaranteeKind>('JOINT');
  const amount = useSignal(of.amount);
  const months = useSignal(MONTHS_USUAL);
  const action = useAction();
  const chosen = person.value;
  const add = async (): Promise<void> => {
    const guarantee = { kind: kind.value, amount: amount.value.trim(), monthsAfterDue: Number(months.value) };
    const input = {
      applicationId: of.id,
      expectedVersion: of.version,
      personId: chosen?.id ?? '',
      role: role.value,
      guarantee: role.value === 'GUARANTOR' ? guarantee : null,
    };
    await act(`party:${of.id}`, AddParty, (idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    toast(t('addPartyDone'));
    onClose();
    await reload();
  };
  return (
    <Sheet title={t('addParty')} onClose={onClose}>
      {!chosen && <Choose not={of.customer?.id ?? ''} onChoose={(one) => (person.value = one)} />}
      {chosen && (
        <>
          <Item lead={initialOf(chosen)} title={nameOf(chosen)} sub={chosen.idNumberMasked ?? undefined} />
          <Segments
            label={t('addPartyRole')}
            value={role.value}
            choices={ROLES.map((one) => ({ value: one, label: label('PartyRole', one) }))}
            onChange={(value) => (role.value = value as PartyRole)}
          />
          {role.value === 'GUARANTOR' && (
            <>
              <SelectField
                label={t('addPartyKind')}
                value={kind.value}
                choices={KINDS.map((one) => ({ value: one, label: label('GuaranteeKind', one) }))}
                onChange={(value) => (kind.value = value as GuaranteeKind)}
              />
              <TextField
                label={t('addPartyAmount')}
                value={amount.value}
                onInput={(value) => (amount.value = value)}
                error={fieldError(action.error, 'guarantee.amount')}
                attributes={{ inputMode: 'decimal' }}
              />
              <TextField
                label={t('addPartyMonths')}
                value={months.value}
                onInput={(value) => (months.value = value)}
                error={fieldError(action.error, 'guarantee.monthsAfterDue')}
                attributes={{ inputMode: 'numeric' }}
              />
            </>
          )}
          {action.error && <Failure error={action.error} onLatest={() => void reload().then(onClose)} />}
          <Button kind="primary" wide busy={action.busy} onClick={() => void action.run(add)}>
            {t('addParty')}
          </Button>
        </>
      )}
    </Sheet>
  );
};

const Choose = (props: { not: string; onChoose: (one: CustomerRow) => void }) => {
  const search = useSignal('');
  const paged = usePages(Customers, search.value ? { search: search.value } : {}, (data) => data.customers);
  return (
    <>
      <Search label={t('addPartyWho')} onSearch={(text) => (search.value = text)} />
      <List
        paged={paged}
        row={(one) =>
          one.id === props.not ? null : (
            <button type="button" class="plain-row" onClick={() => props.onChoose(one)}>
              <Item lead={initialOf(one)} title={nameOf(one)} sub={one.idNumberMasked ?? undefined} />
            </button>
          )
        }
        empty={<p class="muted">{t('customersEmpty')}</p>}
      />
    </>
  );
};

export const PartyActs = ({ of, party, reload }: Part & { party: Party }) => {
  const asking = useSignal(false);
  const action = useAction();
  if (!may('application:start')) return null;
  const seen = { partyId: party.id, expectedVersion: of.version };
  const remove = async (): Promise<void> => {
    await act(`remove:${party.id}`, RemoveParty, (idempotencyKey) => ({ input: { ...seen, idempotencyKey } }));
    toast(t('removePartyDone'));
    await reload();
  };
  const isWaiting = party.state === 'NAMED' || party.state === 'CONSENTED';
  return (
    <>
      {action.error && <Failure error={action.error} onLatest={() => void reload().then(action.clear)} />}
      <div class="row">
        {party.state === 'NAMED' && CHANGEABLE.has(of.state) && (
          <Button kind="outline" onClick={() => (asking.value = true)}>
            {t('consentParty')}
          </Button>
        )}
        {isWaiting && REMOVABLE.has(of.state) && (
          <Button kind="quiet" busy={action.busy} onClick={() => void action.run(remove)}>
            {t('removeParty')}
          </Button>
        )}
      </div>
      {asking.value && <ConsentSheet seen={seen} reload={reload} onClose={() => (asking.value = false)} />}
    </>
  );
};

const ConsentSheet = (props: {
  seen: { partyId: string; expectedVersion: number };
  reload: () => Promise<void>;
  onClose: () => void;
}) => {
  const how = useSignal(t('consentPartyUsual'));
  const action = useAction();
  const record = async (): Promise<void> => {
    const input = { ...props.seen, consent: how.value.trim() };
    await act(`consent:${props.seen.partyId}`, RecordPartyConsent, (idempotencyKey) => ({
      input: { ...input, idempotencyKey },
    }));
    toast(t('consentPartyDone'));
    props.onClose();
    await props.reload();
  };
  const told = fieldError(action.error, 'consent');
  return (
    <Sheet title={t('consentParty')} onClose={props.onClose}>
      <p class="muted">{t('consentPartyText')}</p>
      <TextField
        label={t('consentPartyHow')}
        lines
        value={how.value}
        onInput={(value) => (how.value = value)}
        error={told}
      />
      {action.error && !told && <Failure error={action.error} />}
      <Button
        kind="primary"
        wide
        busy={action.busy}
        disabled={how.value.trim() === ''}
        onClick={() => void action.run(record)}
      >
        {t('consentParty')}
      </Button>
    </Sheet>
  );
};
