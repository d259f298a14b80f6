// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { CounterData, CounterVariables, CounterLoansData, CounterLoansVariables, TillAccountsData, TillAccountsVariables, BranchesData, BranchesVariables, MandatesData, MandatesVariables, OpenTillData, OpenTillVariables, CountTillData, CountTillVariables, CloseTillData, CloseTillVariables, TakeCashData, TakeCashVariables, ConfirmCashData, ConfirmCashVariables, RefuseCashData, RefuseCashVariables, BankCashData, BankCashVariables, ConfirmDepositData, ConfirmDepositVariables, RecordMandateData, RecordMandateVariables, RevokeMandateData, RevokeMandateVariables } from '../operations.ts';

export const Counter: Operation<CounterData, CounterVariables> = {
  name: 'Counter',
  id: '60860c4fe6ebef2d',
};

export const CounterLoans: Operation<CounterLoansData, CounterLoansVariables> = {
  name: 'CounterLoans',
  id: '3f591860d1f87af5',
};

export const TillAccounts: Operation<TillAccountsData, TillAccountsVariables> = {
  name: 'TillAccounts',
  id: '6f25061ae000eda2',
};

export const Branches: Operation<BranchesData, BranchesVariables> = {
  name: 'Branches',
  id: '7a54d83f58acd28d',
};

export const Mandates: Operation<MandatesData, MandatesVariables> = {
  name: 'Mandates',
  id: '136b2f1bb805b55b',
};

export const OpenTill: Operation<OpenTillData, OpenTillVariables> = {
  name: 'OpenTill',
  id: '9e4f6b862a2ad6f5',
};

export const CountTill: Operation<CountTillData, CountTillVariables> = {
  name: 'CountTill',
  id: '55ce3ac09ce10269',
};

export const CloseTill: Operation<CloseTillData, CloseTillVariables> = {
  name: 'CloseTill',
  id: '07e0d07cbb88d550',
};

export const TakeCash: Operation<TakeCashData, TakeCashVariables> = {
  name: 'TakeCash',
  id: '24f00207a33c61d9',
};

export const ConfirmCash: Operation<ConfirmCashData, ConfirmCashVariables> = {
  name: 'ConfirmCash',
  id: '7c62eba40fb818a4',
};

export const RefuseCash: Operation<RefuseCashData, RefuseCashVariables> = {
  name: 'RefuseCash',
  id: 'bd11d4b494afa42a',
};

export const BankCash: Operation<BankCashData, BankCashVariables> = {
  name: 'BankCash',
  id: 'c2b58a3154efd102',
};

export const ConfirmDeposit: Operation<ConfirmDepositData, ConfirmDepositVariables> = {
  name: 'ConfirmDeposit',
  id: '8c52e2892dde8517',
};

export const RecordMandate: Operation<RecordMandateData, RecordMandateVariables> = {
  name: 'RecordMandate',
  id: '10048dc47d3e9716',
};

export const RevokeMandate: Operation<RevokeMandateData, RevokeMandateVariables> = {
  name: 'RevokeMandate',
  id: '72649bd92ed38cc4',
};
