// Contacts, related parties, the group with what it owes, and assets: looked at and added where one may.
import { useSignal } from '@preact/signals';
import { act } from '../../api/graphql.ts';
import { Badge, Facts, Item, Section, Skeleton } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure, ReadFailure } from '../../components/failure.tsx';
import { toast } from '../../components/overlays.tsx';
import { CustomerRelations, EndAsset, EndContact, EndParty } from '../../generated/ids/relations.ts';
import type { CustomerRelationsData } from '../../generated/operations.ts';
import { date, money, percent } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { nameOf } from '../../lib/names.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { ContactSheet, PartySheet } from './adding.tsx';
import { AssetSheet } from './asset.tsx';
import { RevealSheet } from './reveal.tsx';

type Customer = NonNullable<CustomerRelationsData['customer']>;

export const RelationsSection = ({ customerId }: { customerId: string }) => {
  const { data, error, reload } = useQuery(CustomerRelations, { id: customerId });
  const open = useSignal<'contact' | 'party' | 'asset' | null>(null);
  const customer = data?.customer;
  if (error && !data) return <ReadFailure error={error} onRetry={() => void reload()} />;
  if (!customer) return <Skeleton heights={[120]} />;
  const close = (): void => void (open.value = null);
  const sheet = { customerId, onClose: close, onDone: () => void reload() };
  return (
    <>
      {customer.group && <Group of={customer.group} own={customerId} />}
      <Contacts of={customer} reload={reload} onAdd={() => (open.value = 'contact')} />
      <Parties of={customer} reload={reload} onAdd={() => (open.value = 'party')} />
      <Assets of={customer} reload={reload} onAdd={() => (open.value = 'asset')} />
      {open.value === 'contact' && <ContactSheet {...sheet} />}
      {open.value === 'party' && <PartySheet {...sheet} />}
      {open.value === 'asset' && <AssetSheet {...sheet} papers={customer.documents} />}
    </>
  );
};

const Group = ({ of, own }: { of: NonNullable<Customer['group']>; own: string }) => (
  <Section title={t('groupTitle')} aside={of.name}>
    <div class="card">
      <Facts
        of={[
          [t('outstandingNow'), money(of.exposure?.outstanding ?? '0.00')],
          [t('committedNow'), money(of.exposure?.committed ?? '0.00')],
        ]}
      />
    </div>
    <ul class="card flush list">
      {of.members.map((one, at) => (
        <li key={one.customer?.id ?? at}>
          <Item
            {...(one.customer && one.customer.id !== own
              ? { href: `/customers/${encodeURIComponent(one.customer.id)}` }
              : {})}
            title={nameOf(one.customer)}
            end={<span class="num">{money(one.outstanding)}</span>}
          />
        </li>
      ))}
    </ul>
  </Section>
);

interface PartProps {
  of: Customer;
  reload: () => Promise<void>;
  onAdd: () => void;
}

const Adding = ({ onAdd, text }: { onAdd: () => void; text: string }) =>
  may('customer:amend') ? (
    <Button kind="outline" wide onClick={onAdd}>
      {text}
    </Button>
  ) : null;

const Contacts = ({ of, reload, onAdd }: PartProps) => {
  const shown = useSignal<string | null>(null);
  return (
    <Section title={t('contactsTitle')} aside={t('count', { n: of.contacts.length })}>
      <div class="stack">
        {of.contacts.length > 0 && (
          <ul class="card list">
            {of.contacts.map((one) => (
              <li key={one.id} class="stack">
                <div class="row">
                  <strong>{one.nameMasked}</strong>
                  <span class="muted">{label('ContactRelation', one.relation)}</span>
                  <Badge tone={one.agreedOn ? 'ok' : 'warn'}>
                    {one.agreedOn ? t('contactAgreed', { day: date(one.agreedOn) }) : t('contactNotAgreed')}
                  </Badge>
                </div>
                <div class="row">
                  <span class="muted num">
                    {label('ContactKind', one.kind)} · {one.phoneMasked}
                  </span>
                  {may('customer:reveal') && one.agreedOn !== null && (
                    <Button kind="quiet" onClick={() => (shown.value = one.id)}>
                      {t('contactCall')}
                    </Button>
                  )}
                  <Ending id={one.id} what="contact" reload={reload} />
                </div>
              </li>
            ))}
          </ul>
        )}
        <Adding onAdd={onAdd} text={t('contactAdd')} />
      </div>
      {shown.value && <RevealSheet contactId={shown.value} onClose={() => (shown.value = null)} />}
    </Section>
  );
};

const Parties = ({ of, reload, onAdd }: PartProps) => (
  <Section title={t('partiesTitle')} aside={t('count', { n: of.relations.length })}>
    <div class="stack">
      {of.relations.length > 0 && (
        <ul class="card list">
          {of.relations.map((one) => (
            <li key={one.id} class="row">
              <span class="main">
                <strong>{one.nameMasked}</strong>{' '}
                <span class="muted num">
                  {[label('PartyKind', one.kind), one.share && percent(one.share), one.numberMasked]
                    .filter(Boolean)
                    .join(' · ')}
                </span>{' '}
                {one.related && (
                  <a href={`/customers/${encodeURIComponent(one.related.id)}`}>{t('partyOwnRecord')}</a>
                )}
              </span>
              <Ending id={one.id} what="party" reload={reload} />
            </li>
          ))}
        </ul>
      )}
      <Adding onAdd={onAdd} text={t('partyAdd')} />
    </div>
  </Section>
);

const Assets = ({ of, reload, onAdd }: PartProps) => (
  <Section title={t('assetsTitle')} aside={t('count', { n: of.assets.length })}>
    <div class="stack">
      {of.assets.length > 0 && (
        <ul class="card list">
          {of.assets.map((one) => (
            <li key={one.id} class="stack">
              <div class="row">
                <strong>{one.description}</strong>
                <Badge tone={one.document ? 'ok' : 'warn'}>
                  {t(one.document ? 'assetProven' : 'assetUnproven')}
                </Badge>
                <span class="num">{money(one.value)}</span>
              </div>
              <div class="row">
                <span class="muted num">
                  {label('AssetKind', one.kind)} · {t('assetAsOf', { day: date(one.asOf) })}
                  {!/^0+(\.0+)?$/.test(one.owed) && ` · ${t('assetOwedOf', { amount: money(one.owed) })}`}
                </span>
                <Ending id={one.id} what="asset" reload={reload} />
              </div>
            </li>
          ))}
        </ul>
      )}
      <Adding onAdd={onAdd} text={t('assetAdd')} />
    </div>
  </Section>
);

const endOne = async (what: 'contact' | 'party' | 'asset', id: string): Promise<void> => {
  const key = `end:${id}`;
  if (what === 'contact') {
    await act(key, EndContact, (idempotencyKey) => ({ input: { contactId: id, idempotencyKey } }));
  } else if (what === 'party') {
    await act(key, EndParty, (idempotencyKey) => ({ input: { partyId: id, idempotencyKey } }));
  } else {
    await act(key, EndAsset, (idempotencyKey) => ({ input: { assetId: id, idempotencyKey } }));
  }
};

/** A first press asks, the second ends it. */
const Ending = (props: { id: string; what: 'contact' | 'party' | 'asset'; reload: () => Promise<void> }) => {
  const sure = useSignal(false);
  const action = useAction();
  if (!may('customer:amend')) return null;
  const end = async (): Promise<void> => {
    await endOne(props.what, props.id);
    toast(t('relationEnded'));
    await props.reload();
  };
  return (
    <>
      {action.error && <Failure error={action.error} onLatest={() => void props.reload()} />}
      <Button
        kind="quiet"
        busy={action.busy}
        onClick={() => (sure.value ? void action.run(end) : (sure.value = true))}
      >
        {t(sure.value ? 'relationEndSure' : 'relationEnd')}
      </Button>
    </>
  );
};
