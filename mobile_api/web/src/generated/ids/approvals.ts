// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { InboxData, InboxVariables, WatchInboxData, WatchInboxVariables, DecideCaseData, DecideCaseVariables, AbleColleaguesData, AbleColleaguesVariables, DelegationsData, DelegationsVariables, TransferCaseData, TransferCaseVariables, AddSignerData, AddSignerVariables, UrgeCaseData, UrgeCaseVariables, RecuseFromCaseData, RecuseFromCaseVariables, FulfilConditionData, FulfilConditionVariables, DelegateApprovalData, DelegateApprovalVariables, EndDelegationData, EndDelegationVariables } from '../operations.ts';

export const Inbox: Operation<InboxData, InboxVariables> = {
  name: 'Inbox',
  id: '4743a177a9fcb29e',
};

export const WatchInbox: Operation<WatchInboxData, WatchInboxVariables> = {
  name: 'WatchInbox',
  id: '3d9a11c81ee3627c',
};

export const DecideCase: Operation<DecideCaseData, DecideCaseVariables> = {
  name: 'DecideCase',
  id: '5d73aa484fbf235b',
};

export const AbleColleagues: Operation<AbleColleaguesData, AbleColleaguesVariables> = {
  name: 'AbleColleagues',
  id: 'd0fc54c6c8758876',
};

export const Delegations: Operation<DelegationsData, DelegationsVariables> = {
  name: 'Delegations',
  id: 'bc1b27e189805dcb',
};

export const TransferCase: Operation<TransferCaseData, TransferCaseVariables> = {
  name: 'TransferCase',
  id: '4c45037b0e9624a8',
};

export const AddSigner: Operation<AddSignerData, AddSignerVariables> = {
  name: 'AddSigner',
  id: 'e5fe4be2635eab8d',
};

export const UrgeCase: Operation<UrgeCaseData, UrgeCaseVariables> = {
  name: 'UrgeCase',
  id: '4b41b2de31705b35',
};

export const RecuseFromCase: Operation<RecuseFromCaseData, RecuseFromCaseVariables> = {
  name: 'RecuseFromCase',
  id: 'ae9200f4e4c28715',
};

export const FulfilCondition: Operation<FulfilConditionData, FulfilConditionVariables> = {
  name: 'FulfilCondition',
  id: '7b8ba3c0e95226a8',
};

export const DelegateApproval: Operation<DelegateApprovalData, DelegateApprovalVariables> = {
  name: 'DelegateApproval',
  id: 'f406ad06e92c063a',
};

export const EndDelegation: Operation<EndDelegationData, EndDelegationVariables> = {
  name: 'EndDelegation',
  id: '9d9430f38995c4d0',
};
