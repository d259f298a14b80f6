// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { CustomerRelationsData, CustomerRelationsVariables, RecordContactData, RecordContactVariables, EndContactData, EndContactVariables, RevealContactData, RevealContactVariables, RecordPartyData, RecordPartyVariables, EndPartyData, EndPartyVariables, RecordAssetData, RecordAssetVariables, EndAssetData, EndAssetVariables } from '../operations.ts';

export const CustomerRelations: Operation<CustomerRelationsData, CustomerRelationsVariables> = {
  name: 'CustomerRelations',
  id: '6944e686c4e4226f',
};

export const RecordContact: Operation<RecordContactData, RecordContactVariables> = {
  name: 'RecordContact',
  id: 'bba6ab5e77fa0e68',
};

export const EndContact: Operation<EndContactData, EndContactVariables> = {
  name: 'EndContact',
  id: '7c3b11a7c2f6ddb4',
};

export const RevealContact: Operation<RevealContactData, RevealContactVariables> = {
  name: 'RevealContact',
  id: '093dfd4c792c494c',
};

export const RecordParty: Operation<RecordPartyData, RecordPartyVariables> = {
  name: 'RecordParty',
  id: 'f90455ee55aea0f2',
};

export const EndParty: Operation<EndPartyData, EndPartyVariables> = {
  name: 'EndParty',
  id: '7a3ed7c52f7bb28c',
};

export const RecordAsset: Operation<RecordAssetData, RecordAssetVariables> = {
  name: 'RecordAsset',
  id: '2a906ee1cdcc9a5d',
};

export const EndAsset: Operation<EndAssetData, EndAssetVariables> = {
  name: 'EndAsset',
  id: 'b4ae7712dd9888e2',
};
