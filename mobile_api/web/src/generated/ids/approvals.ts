// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { InboxData, InboxVariables, WatchInboxData, WatchInboxVariables, DecideCaseData, DecideCaseVariables, AbleColleaguesData, AbleColleaguesVariables, DelegationsData, DelegationsVariables, TransferCaseData, TransferCaseVariables, AddSignerData, AddSignerVariables, UrgeCaseData, UrgeCaseVariables, RecuseFromCaseData, RecuseFromCaseVariables, FulfilConditionData, FulfilConditionVariables, DelegateApprovalData, DelegateApprovalVariables, EndDelegationData, EndDelegationVariables } from '../operations.ts';

export const Inbox: Operation<InboxData, InboxVariables> = {
  name: 'Inbox',
  id: '4743a177a9fcb29ed9b85d1bc75c40310098d328b02e49f43d644a8ddac5fbc7',
};

export const WatchInbox: Operation<WatchInboxData, WatchInboxVariables> = {
  name: 'WatchInbox',
  id: '3d9a11c81ee3627ca8092c8123c0198b28281da11e5b87adb2f218a0fd7a6a78',
};

export const DecideCase: Operation<DecideCaseData, DecideCaseVariables> = {
  name: 'DecideCase',
  id: '5d73aa484fbf235bfef13ade143fdf835cae7dcdeb6c77d361b1308eddd7f93b',
};

export const AbleColleagues: Operation<AbleColleaguesData, AbleColleaguesVariables> = {
  name: 'AbleColleagues',
  id: 'd0fc54c6c8758876ff33f549d0dc20d9174390c4f11837691fd8c7a58866dbfa',
};

export const Delegations: Operation<DelegationsData, DelegationsVariables> = {
  name: 'Delegations',
  id: 'bc1b27e189805dcb9976f6141db618367c337d787c8088b36ab3f101052a105f',
};

export const TransferCase: Operation<TransferCaseData, TransferCaseVariables> = {
  name: 'TransferCase',
  id: '4c45037b0e9624a83771f2f9635401640d1fc7cb053d3c94c58274229a714ab7',
};

export const AddSigner: Operation<AddSignerData, AddSignerVariables> = {
  name: 'AddSigner',
  id: 'e5fe4be2635eab8d738a0b45f65b80ffe5d5c434dd988434b9482ae7720f3486',
};

export const UrgeCase: Operation<UrgeCaseData, UrgeCaseVariables> = {
  name: 'UrgeCase',
  id: '4b41b2de31705b3513806076a1fa99934bf19329d79d9723ba6916a86af231fe',
};

export const RecuseFromCase: Operation<RecuseFromCaseData, RecuseFromCaseVariables> = {
  name: 'RecuseFromCase',
  id: 'ae9200f4e4c28715845e9a81d63c0d7a837b9ce8d13694867d16c46df1b9cf07',
};

export const FulfilCondition: Operation<FulfilConditionData, FulfilConditionVariables> = {
  name: 'FulfilCondition',
  id: '7b8ba3c0e95226a8b3bba52bdc3df736fb8556b3d5b673209ea44a7fc9da4c9c',
};

export const DelegateApproval: Operation<DelegateApprovalData, DelegateApprovalVariables> = {
  name: 'DelegateApproval',
  id: 'f406ad06e92c063ab0a9690261b8b186ba06de16696602a114a2b071a8626dff',
};

export const EndDelegation: Operation<EndDelegationData, EndDelegationVariables> = {
  name: 'EndDelegation',
  id: '9d9430f38995c4d069b15535f74f13644cc40995f5385abe8c2cce4f870aa591',
};
