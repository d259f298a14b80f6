// The bottom tabs: only the places that this person's rights open.
import { path } from '../lib/router.ts';
import { t } from '../i18n/staff.ts';
import type { StaffKey } from '../i18n/tables/staff-zh.ts';
import { Icon, type IconName } from './icons.tsx';

export interface Tab {
  href: string;
  icon: IconName;
  name: StaffKey;
  /** Paths below this tab that keep it marked. */
  under: RegExp;
  count?: number;
}

export const Tabs = ({ tabs }: { tabs: Tab[] }) => (
  <nav class="tabs" aria-label={t('mainNavigation')}>
    {tabs.map((tab) => (
      <a key={tab.href} href={tab.href} aria-current={tab.under.test(path.value) ? 'page' : undefined}>
        <Icon name={tab.icon} />
        <span>{t(tab.name)}</span>
        {tab.count ? (
          <span class="count" aria-label={t('waitingCount', { n: tab.count })}>
            {tab.count > 99 ? '99+' : tab.count}
          </span>
        ) : null}
      </a>
    ))}
  </nav>
);
