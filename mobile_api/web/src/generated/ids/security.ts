// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { ApplicationSecurityData, ApplicationSecurityVariables, OwnersCollateralData, OwnersCollateralVariables, AddPartyData, AddPartyVariables, RecordPartyConsentData, RecordPartyConsentVariables, RemovePartyData, RemovePartyVariables, EnterCollateralData, EnterCollateralVariables, ValueCollateralData, ValueCollateralVariables, InsureCollateralData, InsureCollateralVariables, ChargeCollateralData, ChargeCollateralVariables, DropChargeData, DropChargeVariables, RegisterChargeData, RegisterChargeVariables, ReleaseChargeData, ReleaseChargeVariables } from '../operations.ts';

export const ApplicationSecurity: Operation<ApplicationSecurityData, ApplicationSecurityVariables> = {
  name: 'ApplicationSecurity',
  id: 'fdf01878eeef55bc',
};

export const OwnersCollateral: Operation<OwnersCollateralData, OwnersCollateralVariables> = {
  name: 'OwnersCollateral',
  id: '2558a3e16ce70c47',
};

export const AddParty: Operation<AddPartyData, AddPartyVariables> = {
  name: 'AddParty',
  id: '7c2982eb24304c39',
};

export const RecordPartyConsent: Operation<RecordPartyConsentData, RecordPartyConsentVariables> = {
  name: 'RecordPartyConsent',
  id: '6533a0fc59660e6a',
};

export const RemoveParty: Operation<RemovePartyData, RemovePartyVariables> = {
  name: 'RemoveParty',
  id: 'a67cd8c3c559314c',
};

export const EnterCollateral: Operation<EnterCollateralData, EnterCollateralVariables> = {
  name: 'EnterCollateral',
  id: '76e308726ee0e88a',
};

export const ValueCollateral: Operation<ValueCollateralData, ValueCollateralVariables> = {
  name: 'ValueCollateral',
  id: '2f0591ec678b3fbd',
};

export const InsureCollateral: Operation<InsureCollateralData, InsureCollateralVariables> = {
  name: 'InsureCollateral',
  id: '63b2c1fd6de87b47',
};

export const ChargeCollateral: Operation<ChargeCollateralData, ChargeCollateralVariables> = {
  name: 'ChargeCollateral',
  id: '2fdb2c746ee5bbd4',
};

export const DropCharge: Operation<DropChargeData, DropChargeVariables> = {
  name: 'DropCharge',
  id: '89adb6e9a0ec00e3',
};

export const RegisterCharge: Operation<RegisterChargeData, RegisterChargeVariables> = {
  name: 'RegisterCharge',
  id: '7c3be5f3263bcf8c',
};

export const ReleaseCharge: Operation<ReleaseChargeData, ReleaseChargeVariables> = {
  name: 'ReleaseCharge',
  id: 'c61953e4794ae58f',
};
