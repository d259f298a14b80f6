// One line for an application, a loan, a customer: the same wherever lists show them.
import type { ApplicationRow, CustomerRow, LoanRow } from '../generated/operations.ts';
import { dayOf, money } from '../i18n/format.ts';
import { label, t } from '../i18n/staff.ts';
import { StateBadge } from '../screens/application/parts.tsx';
import { Badge, Item, type Tone } from './basics.tsx';
import { initialOf, nameOf } from '../lib/names.ts';

export const ApplicationLine = ({ of, named = true }: { of: ApplicationRow; named?: boolean }) => (
  <Item
    href={`/applications/${encodeURIComponent(of.id)}`}
    title={named ? nameOf(of.customer) : label('purpose', of.purpose)}
    sub={
      <>
        <span class="num">{of.number}</span> · <span class="num">{dayOf(of.createdAt)}</span>
      </>
    }
    end={
      <>
        <span class="num strong">{money(of.amount)}</span>
        <br />
        <StateBadge state={of.state} />
      </>
    }
  />
);

const LOAN_TONES: Record<string, Tone> = { PENDING_DISBURSEMENT: 'info', ACTIVE: 'brand', CLOSED: 'plain', WRITTEN_OFF: 'bad' };

export const LoanLine = ({ of, named = true }: { of: LoanRow; named?: boolean }) => {
  const overdue = of.nextDue?.state === 'OVERDUE';
  return (
    <Item
      href={`/loans/${encodeURIComponent(of.id)}`}
      title={named ? nameOf(of.customer) : <span class="num">{of.number}</span>}
      sub={
        of.nextDue ? (
          <>
            <span class="num">{of.nextDue.dueOn}</span> {t('dueShort')}{' '}
            <span class="num">{money(of.nextDue.outstanding)}</span>
          </>
        ) : (
          named && <span class="num">{of.number}</span>
        )
      }
      end={
        <>
          <span class="num strong">{money(of.state === 'PENDING_DISBURSEMENT' ? of.principal : of.outstanding)}</span>
          <br />
          <Badge tone={overdue ? 'bad' : (LOAN_TONES[of.state] ?? 'plain')}>
            {overdue ? label('InstalmentState', 'OVERDUE') : label('LoanState', of.state)}
          </Badge>
        </>
      }
    />
  );
};

export const CustomerLine = ({ of, href }: { of: CustomerRow; href: string }) => (
  <Item
    href={href}
    lead={initialOf(of)}
    title={nameOf(of)}
    sub={
      of.state === 'PROSPECT' ? (
        t('since', { date: dayOf(of.createdAt) })
      ) : (
        <span class="num">{of.idNumberMasked ?? of.phoneMasked}</span>
      )
    }
    end={
      of.state === 'PROSPECT' ? (
        <Badge tone="warn">{label('CustomerState', of.state)}</Badge>
      ) : (
        of.outstanding !== '0.00' && <span class="num">{money(of.outstanding)}</span>
      )
    }
  />
);
