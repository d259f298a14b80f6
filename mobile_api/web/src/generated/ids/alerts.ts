// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { AlertsData, AlertsVariables, AlertData, AlertVariables, AlertDigestsData, AlertDigestsVariables, IndicatorSwitchesData, IndicatorSwitchesVariables, SnoozeAlertData, SnoozeAlertVariables, CloseAlertData, CloseAlertVariables, TurnIndicatorData, TurnIndicatorVariables, WatchAlertsData, WatchAlertsVariables } from '../operations.ts';

export const Alerts: Operation<AlertsData, AlertsVariables> = {
  name: 'Alerts',
  id: '265b1055e2067a05',
};

export const Alert: Operation<AlertData, AlertVariables> = {
  name: 'Alert',
  id: '33d6bd0a50fe4059',
};

export const AlertDigests: Operation<AlertDigestsData, AlertDigestsVariables> = {
  name: 'AlertDigests',
  id: 'd0bbeb573e6d0036',
};

export const IndicatorSwitches: Operation<IndicatorSwitchesData, IndicatorSwitchesVariables> = {
  name: 'IndicatorSwitches',
  id: '76d0e1018b867b2f',
};

export const SnoozeAlert: Operation<SnoozeAlertData, SnoozeAlertVariables> = {
  name: 'SnoozeAlert',
  id: 'd19ad2c8ecb38a4a',
};

export const CloseAlert: Operation<CloseAlertData, CloseAlertVariables> = {
  name: 'CloseAlert',
  id: '26451dd42c567f02',
};

export const TurnIndicator: Operation<TurnIndicatorData, TurnIndicatorVariables> = {
  name: 'TurnIndicator',
  id: '6fc13e3198879bb6',
};

export const WatchAlerts: Operation<WatchAlertsData, WatchAlertsVariables> = {
  name: 'WatchAlerts',
  id: 'afd762a6bb3b4e02',
};
