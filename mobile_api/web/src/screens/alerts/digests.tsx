// What days had beyond the alerts that were told one by one: the digests, and below them the alerts in them.
import { Empty, Item, Section } from '../../components/basics.tsx';
import { List } from '../../components/list.tsx';
import { AlertDigests, Alerts as AlertsQuery } from '../../generated/ids/alerts.ts';
import { date, money } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import { usePages } from '../../lib/pages.ts';
import { Alerts, seesPeople } from './frame.tsx';
import { AlertRow } from './list.tsx';

export const DigestsScreen = () => {
  const days = usePages(AlertDigests, {}, (data) => data.alertDigests);
  const variables = { state: null, severity: null, digest: true, people: seesPeople() };
  const inside = usePages(AlertsQuery, variables, (data) => data.alerts);
  return (
    <Alerts part="/alerts/digest">
      <p class="small muted">{t('alertsDigestText')}</p>
      <List
        paged={days}
        row={(one) => (
          <Item
            title={[one.officer?.name ?? label('AlertDesk', one.desk), one.branch?.name].filter(Boolean).join(' · ')}
            sub={`${date(one.day)} · ${t('alertsDigestCount', { n: one.alerts })}`}
            end={<strong class="num">{money(one.moneyAtRisk)}</strong>}
          />
        )}
        empty={<Empty icon="check" title={t('alertsDigestNone')} />}
      />
      {inside.rows !== null && inside.rows.length > 0 && (
        <Section title={t('alertsList')}>
          <List cards paged={inside} row={(one) => <AlertRow of={one} />} empty={null} />
        </Section>
      )}
    </Alerts>
  );
};
