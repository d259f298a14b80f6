// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { CustomerRelationsData, CustomerRelationsVariables, RecordContactData, RecordContactVariables, EndContactData, EndContactVariables, RevealContactData, RevealContactVariables, RecordPartyData, RecordPartyVariables, EndPartyData, EndPartyVariables, RecordAssetData, RecordAssetVariables, EndAssetData, EndAssetVariables } from '../operations.ts';

export const CustomerRelations: Operation<CustomerRelationsData, CustomerRelationsVariables> = {
  name: 'CustomerRelations',
  id: '6944e686c4e4226f26047169670050b9c3f55f738360a8c3cf4582c723e50749',
};

export const RecordContact: Operation<RecordContactData, RecordContactVariables> = {
  name: 'RecordContact',
  id: 'bba6ab5e77fa0e6885bf54e4a6614b820bec651a786146eb1e0e88ab62258424',
};

export const EndContact: Operation<EndContactData, EndContactVariables> = {
  name: 'EndContact',
  id: '7c3b11a7c2f6ddb45ee1c3f97a0e85f565f5c9f2fc056f7537568bf01f520741',
};

export const RevealContact: Operation<RevealContactData, RevealContactVariables> = {
  name: 'RevealContact',
  id: '093dfd4c792c494ccb3a4e8046dbc91328739cbbe695ea4e5af3fc050a261920',
};

export const RecordParty: Operation<RecordPartyData, RecordPartyVariables> = {
  name: 'RecordParty',
  id: 'f90455ee55aea0f26bf212cb977cfaeb7c94406fa6bf5d143a7028e260d83b04',
};

export const EndParty: Operation<EndPartyData, EndPartyVariables> = {
  name: 'EndParty',
  id: '7a3ed7c52f7bb28c4be8fccecf79405fe447b4fbfb4a3e273ba60cb0cb081474',
};

export const RecordAsset: Operation<RecordAssetData, RecordAssetVariables> = {
  name: 'RecordAsset',
  id: '2a906ee1cdcc9a5d49c9bcd37b5c527be1d486b2ad132015d9836a4858754034',
};

export const EndAsset: Operation<EndAssetData, EndAssetVariables> = {
  name: 'EndAsset',
  id: 'b4ae7712dd9888e2dcbe202b3a88d79ad0bf9a64361c6fc37f1dd52891db2153',
};
