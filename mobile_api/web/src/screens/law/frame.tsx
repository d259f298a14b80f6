// The frame of the compliance desk: its parts as links beside each other, those that one may see.
import type { ComponentChildren } from 'preact';
import { Filter } from '../../components/filter.tsx';
import { Screen } from '../../components/frame.tsx';
import { t } from '../../i18n/staff.ts';
import type { StaffKey } from '../../i18n/tables/staff-zh.ts';
import { may } from '../../lib/viewer.ts';

const PARTS: [href: string, name: StaffKey, needs: string][] = [
  ['/law', 'lawFindings', 'compliance:read'],
  ['/law/tickets', 'lawTickets', 'ticket:file'],
  ['/law/report', 'lawReport', 'compliance:read'],
  ['/law/dossiers', 'lawDossiers', 'dossier:draw'],
];

export const Desk = (props: { part: string; actions?: ComponentChildren; children: ComponentChildren }) => (
  <Screen title={t('lawTitle')} parent="/me" actions={props.actions}>
    <Filter
      choices={PARTS.filter(([, , needs]) => may(needs)).map(([href, name]) => ({
        href,
        label: t(name),
        chosen: href === props.part,
      }))}
    />
    {props.children}
  </Screen>
);
