// Parties and collateral of an application, what they come to in figures, and who has signed.
import { useSignal } from '@preact/signals';
import { Badge, Facts, Item, Notice, Section, Skeleton, type Tone } from '../../components/basics.tsx';
import { Button } from '../../components/controls.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { ApplicationSecurity } from '../../generated/ids/security.ts';
import type { ApplicationSecurityData } from '../../generated/operations.ts';
import { date, money, percent, time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { nameOf } from '../../lib/names.ts';
import { useQuery } from '../../lib/query.ts';
import { may } from '../../lib/viewer.ts';
import { ChargeActs } from './acts.tsx';
import { ChargeSheet } from './charge.tsx';
import { PartyActs, PartySheet } from './party.tsx';

export type Secured = NonNullable<ApplicationSecurityData['application']>;
export type Party = Secured['parties'][number];
export type Charge = Secured['charges'][number];
export type CollateralThing = NonNullable<Charge['item']>;
export interface Part {
  of: Secured;
  reload: () => Promise<void>;
}

const OPEN = new Set(['DRAFT', 'RETURNED', 'APPROVED']);
const TONES: Record<string, Tone> = { CONSENTED: 'ok', BOUND: 'ok', REGISTERED: 'ok', AGREED: 'warn', NAMED: 'warn' };
const tone = (state: string): Tone => TONES[state] ?? 'plain';

/** `version` is the application's as the page shows it: when that moves on, this is read again, and the other way. */
export const SecuritySection = (props: { id: string; version: number; onChange: () => Promise<void> }) => {
  const { id, version } = props;
  const { data, error, reload: readAgain } = useQuery(ApplicationSecurity, { id });
  const reload = async (): Promise<void> => {
    await Promise.all([readAgain(), props.onChange()]);
  };
  const sheet = useSignal<'party' | 'charge' | null>(null);
  const seen = useSignal(version);
  if (seen.value !== version) {
    seen.value = version;
    void readAgain();
  }
  const of = data?.application ?? null;
  if (error && !data) return <ReadFailure error={error} onRetry={() => void reload()} />;
  if (!of) return <Skeleton heights={[120]} />;
  const isOpen = OPEN.has(of.state) && may('application:start');
  const isAlone = of.parties.length + of.charges.length === 0;
  if (isAlone && !isOpen) return null;
  const close = (): void => void (sheet.value = null);
  return (
    <Section title={t('securityTitle')}>
      <div class="stack">
        {isAlone ? <p class="muted">{t('securityNone')}</p> : <Sums of={of} />}
        {of.parties.length > 0 && <Parties of={of} reload={reload} />}
        {of.charges.length > 0 && <Charges of={of} reload={reload} />}
        {isOpen && of.state === 'APPROVED' && !isAlone && <Notice>{t('securityVoids')}</Notice>}
        {isOpen && (
          <div class="row">
            <Button kind="outline" onClick={() => (sheet.value = 'party')}>
              {t('addParty')}
            </Button>
            {may('collateral:keep') && (
              <Button kind="outline" onClick={() => (sheet.value = 'charge')}>
                {t('addCharge')}
              </Button>
            )}
          </div>
        )}
      </div>
      {sheet.value === 'party' && <PartySheet of={of} reload={reload} onClose={close} />}
      {sheet.value === 'charge' && <ChargeSheet of={of} reload={reload} onClose={close} />}
    </Section>
  );
};

const Sums = ({ of }: { of: Secured }) => {
  const { security } = of;
  const has = (role: string): boolean => of.parties.some((one) => one.role === role);
  return (
    <Facts
      of={[
        of.charges.length > 0 && [
          t('securityValue'),
          security.collateralValue === null ? t('securityUnknown') : money(security.collateralValue),
        ],
        security.loanToValue !== null && [t('securityLtv'), percent(security.loanToValue)],
        has('GUARANTOR') && [t('securityGuaranteed'), money(security.guaranteed)],
        has('CO_BORROWER') &&
          security.incomeMonthly !== null && [t('securityJointIncome'), money(security.incomeMonthly)],
        Number(security.contingent) > 0 && [t('securityContingent'), money(security.contingent)],
      ]}
    />
  );
};

const owes = (person: NonNullable<Party['person']>): string =>
  money((Number(person.outstanding) + Number(person.committed)).toFixed(2));

const Parties = ({ of, reload }: Part) => (
  <ul class="card list" aria-label={t('securityParties')}>
    {of.parties.map((one) => (
      <li key={one.id} class="stack tight">
        <Item
          title={one.person ? nameOf(one.person) : t('securityOutOfSight')}
          sub={label('PartyRole', one.role)}
          end={<Badge tone={tone(one.state)}>{label('PartyState', one.state)}</Badge>}
        />
        {one.guarantee && one.amount !== null && (
          <p class="muted">
            {t('securityGuarantee', {
              kind: label('GuaranteeKind', one.guarantee),
              amount: money(one.amount),
              n: one.monthsAfterDue ?? 0,
            })}
          </p>
        )}
        <p class="muted">
          {[
            one.person && t('securityOwes', { amount: owes(one.person) }),
            Number(one.answersFor) > 0 && t('securityAnswersFor', { amount: money(one.answersFor) }),
            signature(of, one),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <PartyActs of={of} party={one} reload={reload} />
      </li>
    ))}
  </ul>
);

/** Whether this party has signed, once the contract was sent. */
const signature = (of: Secured, party: Party): string | null => {
  const signers = of.contract && of.contract.state !== 'DRAWING' ? of.contract.signers : [];
  const own = signers.find((one) => one.person !== null && one.person.id === party.person?.id);
  if (!own) return null;
  return own.signedAt === null ? t('securityNotSigned') : t('securitySigned', { time: time(own.signedAt) });
};

const Charges = ({ of, reload }: Part) => (
  <ul class="card list" aria-label={t('securityCharges')}>
    {of.charges.map((one) => (
      <li key={one.id} class="stack tight">
        <Item
          title={one.item?.title ?? t('securityOutOfSight')}
          sub={[
            one.item && label('CollateralKind', one.item.kind),
            label('ChargeKind', one.kind),
            t('chargeRank', { n: one.rank }),
          ]
            .filter(Boolean)
            .join(' · ')}
          end={<Badge tone={tone(one.state)}>{label('ChargeState', one.state)}</Badge>}
        />
        <p class="muted">
          {[
            t('chargeSecures', { amount: money(one.secured) }),
            Number(one.prior) > 0 && t('chargePrior', { amount: money(one.prior) }),
            one.item && worth(one.item),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {one.item && one.item.chargeCount > 1 && (
          <Notice tone="warn">
            {t('chargeAlso', { n: one.item.chargeCount, amount: money(one.item.securedInAll) })}
          </Notice>
        )}
        {one.item?.insurances[0] && (
          <p class="muted">
            {t('itemInsured', {
              day: date(one.item.insurances[0].validUntil),
              insurer: one.item.insurances[0].insurer,
            })}
          </p>
        )}
        {one.state === 'AGREED' && <p class="muted">{t('chargeUnregistered')}</p>}
        {one.registeredOn && (
          <p class="muted">
            {t('chargeRegistered', {
              authority: one.authority ?? '',
              number: one.registrationNumber ?? '',
              day: date(one.registeredOn),
            })}
          </p>
        )}
        <ChargeActs of={of} charge={one} reload={reload} />
      </li>
    ))}
  </ul>
);

export const worth = (item: CollateralThing): string => {
  const [newest] = item.valuations;
  return newest ? t('itemWorth', { amount: money(newest.value), day: date(newest.valuedOn) }) : t('itemUnvalued');
};
