// The frame of the compliance desk: its parts as links beside each other, those that one may see.
import type { ComponentChildren } from 'preact';
import { type Part, Parts } from '../../components/filter.tsx';
import { Screen } from '../../components/frame.tsx';
import { t } from '../../i18n/staff.ts';

const PARTS: Part[] = [
  ['/law', 'lawFindings', 'compliance:read'],
  ['/law/tickets', 'lawTickets', 'ticket:file'],
  ['/law/report', 'lawReport', 'compliance:read'],
  ['/law/dossiers', 'lawDossiers', 'dossier:draw'],
];

export const Desk = (props: { part: string; actions?: ComponentChildren; children: ComponentChildren }) => (
  <Screen title={t('lawTitle')} parent="/me" actions={props.actions}>
    <Parts of={PARTS} chosen={props.part} />
    {props.children}
  </Screen>
);
