// The frame of alerts: its parts as links beside each other, those that one may see.
import type { ComponentChildren } from 'preact';
import { type Part, Parts } from '../../components/filter.tsx';
import { Screen } from '../../components/frame.tsx';
import { t } from '../../i18n/staff.ts';
import { may } from '../../lib/viewer.ts';

const PARTS: Part[] = [
  ['/alerts', 'alertsList', 'alert:read'],
  ['/alerts/digest', 'alertsDigest', 'alert:read'],
  ['/alerts/switches', 'alertsSwitches', 'alert:weigh'],
];

/** Who runs the machines sees no customers, and so asks for none. */
export const seesPeople = (): boolean => may('customer:read');

export const Alerts = (props: { part: string; children: ComponentChildren }) => (
  <Screen title={t('alertsTitle')} parent="/me">
    <Parts of={PARTS} chosen={props.part} />
    {props.children}
  </Screen>
);
