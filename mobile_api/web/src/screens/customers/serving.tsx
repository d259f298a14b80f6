// Serving a customer: call, find the way, and what was said and promised. What is masked is shown for a reason.
import { useSignal } from '@preact/signals';
import { ask } from '../../api/graphql.ts';
import { Badge, Item, Notice, Section } from '../../components/basics.tsx';
import { ClearSheet, phoneLink } from '../../components/clear.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { Sheet } from '../../components/overlays.tsx';
import { RevealCustomer } from '../../generated/operations.ts';
import { CustomerCases, CustomerPlace } from '../../generated/ids/serving.ts';
import { ago, date, money } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { ways, type Place } from '../../lib/ways.ts';

export const ServeButtons = ({ customerId }: { customerId: string }) => {
  const calling = useSignal(false);
  const place = useSignal<Place | 'none' | null>(null);
  const action = useAction();
  const find = async (): Promise<void> => {
    const { customer } = await ask(CustomerPlace, { id: customerId });
    const found = customer?.applications.map((one) => one.visit?.where).find((where) => where?.address);
    place.value = found ?? 'none';
  };
  return (
    <>
      <div class="row choices">
        {may('customer:reveal') && (
          <Button kind="outline" onClick={() => (calling.value = true)}>
            {t('serveCall')}
          </Button>
        )}
        <Button kind="outline" busy={action.busy} onClick={() => void action.run(find)}>
          {t('serveWay')}
        </Button>
      </div>
      {action.error && <Failure error={action.error} />}
      {place.value === 'none' && <Notice>{t('serveNoPlace')}</Notice>}
      {place.value !== null && place.value !== 'none' && (
        <WaySheet of={place.value} onClose={() => (place.value = null)} />
      )}
      {calling.value && (
        <ClearSheet
          title={t('serveCall')}
          reveal={async (reason) =>
            (await ask(RevealCustomer, { input: { customerId, fields: ['phone'], reason } })).revealCustomer.data
          }
          told={(clear) => [[t('phone'), clear.phone === null ? '—' : phoneLink(clear.phone)]]}
          onClose={() => (calling.value = false)}
        />
      )}
    </>
  );
};

const WaySheet = ({ of, onClose }: { of: Place; onClose: () => void }) => (
  <Sheet title={t('serveWay')} onClose={onClose}>
    <p>{of.address}</p>
    <div class="row choices">
      {ways(of).map(([name, href]) => (
        <a key={name} class="button outline" href={href} target="_blank" rel="noreferrer">
          {t(name)}
        </a>
      ))}
    </div>
  </Sheet>
);

/** What collection said and what he promised, for who may read it. */
export const ServeLog = ({ customerId }: { customerId: string }) => {
  const { data } = useQuery(CustomerCases, may('collection:read') ? { id: customerId } : null);
  const held = data?.collectionCases.nodes ?? [];
  if (held.length === 0) return null;
  const promises = held.flatMap((one) => one.promises);
  const contacts = held.flatMap((one) => one.contacts).slice(0, 10);
  return (
    <Section title={t('serveLog')}>
      <ul class="card flush list">
        {held.map((one) => (
          <li key={one.id}>
            <Item
              href={`/collection/${encodeURIComponent(one.id)}`}
              title={`${label('CollectionStage', one.stage)} · ${t('collectionDays', { n: one.daysPastDue })}`}
              end={<span class="num">{money(one.overdue)}</span>}
            />
          </li>
        ))}
        {promises.map((one) => (
          <li key={one.id}>
            <Item
              title={`${t('servePromise')} ${money(one.amount)}`}
              sub={date(one.dueOn)}
              end={<Badge tone={one.state === 'KEPT' ? 'ok' : 'plain'}>{label('PromiseState', one.state)}</Badge>}
            />
          </li>
        ))}
        {contacts.map((one) => (
          <li key={one.id}>
            <Item
              title={`${label('ContactChannel', one.channel)} · ${one.plannedBy?.name ?? ''}`}
              sub={ago(one.notedAt ?? one.plannedAt)}
              end={<Badge>{label('CollectionContactState', one.state)}</Badge>}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
};
