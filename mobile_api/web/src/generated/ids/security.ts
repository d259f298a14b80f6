// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { ApplicationSecurityData, ApplicationSecurityVariables, OwnersCollateralData, OwnersCollateralVariables, AddPartyData, AddPartyVariables, RecordPartyConsentData, RecordPartyConsentVariables, RemovePartyData, RemovePartyVariables, EnterCollateralData, EnterCollateralVariables, ValueCollateralData, ValueCollateralVariables, InsureCollateralData, InsureCollateralVariables, ChargeCollateralData, ChargeCollateralVariables, DropChargeData, DropChargeVariables, RegisterChargeData, RegisterChargeVariables, ReleaseChargeData, ReleaseChargeVariables } from '../operations.ts';

export const ApplicationSecurity: Operation<ApplicationSecurityData, ApplicationSecurityVariables> = {
  name: 'ApplicationSecurity',
  id: 'fdf01878eeef55bca9e3cd875f12d490d9bfb37a498401ced105c21694021d20',
};

export const OwnersCollateral: Operation<OwnersCollateralData, OwnersCollateralVariables> = {
  name: 'OwnersCollateral',
  id: '2558a3e16ce70c476f3cc7a4878019b0bf031fb7035217ec48893496d7b918ad',
};

export const AddParty: Operation<AddPartyData, AddPartyVariables> = {
  name: 'AddParty',
  id: '7c2982eb24304c391888a13bb856d10a86ed44db6922693bf10d361d53e4dfef',
};

export const RecordPartyConsent: Operation<RecordPartyConsentData, RecordPartyConsentVariables> = {
  name: 'RecordPartyConsent',
  id: '6533a0fc59660e6a49da270457c5b72871a62ff179b34a829fe0965dcc95e2bc',
};

export const RemoveParty: Operation<RemovePartyData, RemovePartyVariables> = {
  name: 'RemoveParty',
  id: 'a67cd8c3c559314cc86e649783dd7a2d379e421f4a37cee8b49cd34c25d30c30',
};

export const EnterCollateral: Operation<EnterCollateralData, EnterCollateralVariables> = {
  name: 'EnterCollateral',
  id: '76e308726ee0e88a46fe6cb40f7ded29b4808165e83e1f8f24b4567a2fe3c08d',
};

export const ValueCollateral: Operation<ValueCollateralData, ValueCollateralVariables> = {
  name: 'ValueCollateral',
  id: '2f0591ec678b3fbd10c5ab6ffad4b563e01f337f0690bb7663c095785efd0446',
};

export const InsureCollateral: Operation<InsureCollateralData, InsureCollateralVariables> = {
  name: 'InsureCollateral',
  id: '63b2c1fd6de87b47a6716f35b7c1e54eba17a78cf480820fed090fa402e72f82',
};

export const ChargeCollateral: Operation<ChargeCollateralData, ChargeCollateralVariables> = {
  name: 'ChargeCollateral',
  id: '2fdb2c746ee5bbd4c93fbe1401a9e982f425837ec638b771e056a2a8f7965e59',
};

export const DropCharge: Operation<DropChargeData, DropChargeVariables> = {
  name: 'DropCharge',
  id: '89adb6e9a0ec00e3728454c17139953974faa28fb879abf108a551cfcf884557',
};

export const RegisterCharge: Operation<RegisterChargeData, RegisterChargeVariables> = {
  name: 'RegisterCharge',
  id: '7c3be5f3263bcf8c46ea495d48bcba8a7a82359bd7cea3b57dd85e4401462168',
};

export const ReleaseCharge: Operation<ReleaseChargeData, ReleaseChargeVariables> = {
  name: 'ReleaseCharge',
  id: 'c61953e4794ae58faf2498880124a03f31c42f997fbb0b298958eadf027bca27',
};
