// A customer's open offers on his page: what he was offered and what he said; an accepted lower rate is granted here.
import { act } from '../../api/graphql.ts';
import { Badge, Section } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { Failure } from '../../components/failure.tsx';
import { toast } from '../../components/overlays.tsx';
import { CustomerOffers, GrantLowerRate } from '../../generated/ids/offers.ts';
import type { CustomerOffersData } from '../../generated/operations.ts';
import { date, dayOf, money, percent } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { useAction } from '../../lib/action.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';

type Row = CustomerOffersData['offers']['nodes'][number];

export const OfferLinks = ({ customerId }: { customerId: string }) => {
  const { data, reload } = useQuery(CustomerOffers, may('offer:read') ? { customerId } : null);
  const rows = data?.offers.nodes ?? [];
  return rows.length === 0 ? null : (
    <Section title={t('offersOpen')}>
      <ul class="card list">
        {rows.map((one) => (
          <li key={one.id} class="stack tight">
            <Line of={one} reload={reload} />
          </li>
        ))}
      </ul>
    </Section>
  );
};

const Line = ({ of, reload }: { of: Row; reload: () => Promise<void> }) => {
  const action = useAction();
  const grants = of.kind === 'RATE_DOWN' && of.state === 'ACCEPTED' && may('loan:change_rate');
  const grant = async (): Promise<void> => {
    const seen = { offerId: of.id, expectedVersion: of.version };
    await act(`grant:${of.id}`, GrantLowerRate, (idempotencyKey) => ({ input: { ...seen, idempotencyKey } }));
    toast(t('offersDone'));
    await reload();
  };
  return (
    <>
      <div class="row between">
        <span>
          {label('OfferKind', of.kind)} {of.amount && money(of.amount)} · {of.rateAnnual && percent(of.rateAnnual)}
        </span>
        <Badge tone={of.state === 'ACCEPTED' ? 'ok' : 'info'}>{label('OfferState', of.state)}</Badge>
      </div>
      {of.expiresAt && <span class="small muted">{t('offersUntil', { day: date(dayOf(of.expiresAt)) })}</span>}
      {of.application && (
        <a class="button quiet" href={`/applications/${encodeURIComponent(of.application.id)}`}>
          {t('offersApplication')}
        </a>
      )}
      {action.error && <Failure error={action.error} />}
      {grants && (
        <Button kind="outline" busy={action.busy} onClick={() => void action.run(grant)}>
          {t('offersGrant')}
        </Button>
      )}
    </>
  );
};
