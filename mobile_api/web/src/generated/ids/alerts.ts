// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { AlertsData, AlertsVariables, AlertData, AlertVariables, AlertDigestsData, AlertDigestsVariables, IndicatorSwitchesData, IndicatorSwitchesVariables, SnoozeAlertData, SnoozeAlertVariables, CloseAlertData, CloseAlertVariables, TurnIndicatorData, TurnIndicatorVariables, WatchAlertsData, WatchAlertsVariables } from '../operations.ts';

export const Alerts: Operation<AlertsData, AlertsVariables> = {
  name: 'Alerts',
  id: '265b1055e2067a0523b0b4f94a141576762414f3dd4e376deff19e7fef9f3fc7',
};

export const Alert: Operation<AlertData, AlertVariables> = {
  name: 'Alert',
  id: '33d6bd0a50fe4059e5495b63599e49c2d7ad2243908980cf7eed121845100f52',
};

export const AlertDigests: Operation<AlertDigestsData, AlertDigestsVariables> = {
  name: 'AlertDigests',
  id: 'd0bbeb573e6d0036cfa348a6d0700dc82c5e26bcd44b644d01902e2935754678',
};

export const IndicatorSwitches: Operation<IndicatorSwitchesData, IndicatorSwitchesVariables> = {
  name: 'IndicatorSwitches',
  id: '76d0e1018b867b2febf1c4c1a5c72a07a0fca2ac3c5bf6bca000dae8195bccaa',
};

export const SnoozeAlert: Operation<SnoozeAlertData, SnoozeAlertVariables> = {
  name: 'SnoozeAlert',
  id: 'd19ad2c8ecb38a4a647be990cd57856317291bc60e18d14412a3fe24ca092baa',
};

export const CloseAlert: Operation<CloseAlertData, CloseAlertVariables> = {
  name: 'CloseAlert',
  id: '26451dd42c567f0292bfff84e7b98dbe6e90f837c94801b6fc2f5f3e71796fd3',
};

export const TurnIndicator: Operation<TurnIndicatorData, TurnIndicatorVariables> = {
  name: 'TurnIndicator',
  id: '6fc13e3198879bb6a772ab74e1fa7563d29800ce8f2ded5921884af02eac3a8e',
};

export const WatchAlerts: Operation<WatchAlertsData, WatchAlertsVariables> = {
  name: 'WatchAlerts',
  id: 'afd762a6bb3b4e02d4f1ad0160a1279e3a74b403756a379e0c82daad4a24d071',
};
