// The side rail of a wide screen: every place that this person's rights open, always in sight.
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n/staff.ts';
import type { StaffKey } from '../../i18n/tables/staff-zh.ts';
import { path } from '../../lib/router.ts';
import { may, viewer } from '../../lib/viewer.ts';
import { Icon, type IconName } from '../../components/icons.tsx';

type Place = [href: string, icon: IconName, name: StaffKey, ...needs: string[]];

/** One of the operations opens the place; without any, everybody has it. */
const PLACES: Place[][] = [
  [
    ['/inbox', 'inbox', 'tabInbox', 'approval:decide'],
    ['/tiles', 'tiles', 'tabTiles', 'dashboard:read'],
    ['/desk/customers', 'people', 'tabCustomers', 'customer:read'],
    ['/new', 'add', 'tabNew', 'application:start'],
    ['/desk/applications', 'document', 'tabApplications', 'application:read'],
    ['/desk/loans', 'clock', 'tabLoans', 'loan:read'],
    ['/desk/collection', 'phone', 'tabCollection', 'collection:read'],
    ['/alerts', 'warn', 'alertsLink', 'alert:read'],
  ],
  [
    ['/money', 'money', 'tabMoney', 'statement:read'],
    ['/desk/breaks', 'refresh', 'wideBreaks', 'statement:read'],
    ['/counter', 'money', 'counterLink', 'till:read'],
    ['/desk/law', 'shield', 'wideLaw', 'compliance:read'],
    ['/law/tickets', 'info', 'wideTickets', 'ticket:file'],
  ],
  [
    ['/desk/rules', 'check', 'wideRules', 'decision:read'],
    ['/desk/matrices', 'tiles', 'wideMatrices', 'matrix:read'],
    ['/risk/book', 'document', 'wideBook', 'dashboard:read'],
    ['/risk', 'shield', 'riskLink', 'matrix:read', 'decision:read', 'customer:merge', 'dashboard:read'],
  ],
  [
    ['/desk/staff', 'people', 'wideStaff', 'staff:appoint', 'staff:transfer', 'audit:read'],
    ['/desk/audit', 'shield', 'wideAudit', 'audit:read'],
    ['/desk/feedback', 'phone', 'wideFeedback', 'feedback:answer'],
    ['/notices', 'info', 'noticesLink'],
    ['/me', 'me', 'tabMe'],
  ],
];

const opens = ([, , , ...needs]: Place): boolean => needs.length === 0 || needs.some(may);

/** The place that an address lies in: the longest that it begins with. */
const chosenOf = (address: string): string =>
  PLACES.flat()
    .map(([href]) => href)
    .filter((href) => address === href || address.startsWith(`${href}/`))
    .sort((one, other) => other.length - one.length)[0] ?? '';

export const Rail = () => {
  useEffect(() => {
    document.body.classList.add('railed');
    return () => document.body.classList.remove('railed');
  }, []);
  const chosen = chosenOf(path.value);
  return (
    <nav class="rail" aria-label={t('mainNavigation')}>
      <p class="rail-who">
        <strong>{viewer.value?.staff.name}</strong>
        <span class="small muted">{viewer.value?.staff.branch.name}</span>
      </p>
      {PLACES.map((group, at) => {
        const open = group.filter(opens);
        if (open.length === 0) return null;
        return (
          <ul key={at}>
            {open.map(([href, icon, name]) => (
              <li key={href}>
                <a href={href} aria-current={href === chosen ? 'page' : undefined}>
                  <Icon name={icon} size={20} />
                  <span>{t(name)}</span>
                </a>
              </li>
            ))}
          </ul>
        );
      })}
    </nav>
  );
};
