// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { CounterData, CounterVariables, CounterLoansData, CounterLoansVariables, TillAccountsData, TillAccountsVariables, BranchesData, BranchesVariables, MandatesData, MandatesVariables, OpenTillData, OpenTillVariables, CountTillData, CountTillVariables, CloseTillData, CloseTillVariables, TakeCashData, TakeCashVariables, ConfirmCashData, ConfirmCashVariables, RefuseCashData, RefuseCashVariables, BankCashData, BankCashVariables, ConfirmDepositData, ConfirmDepositVariables, RecordMandateData, RecordMandateVariables, RevokeMandateData, RevokeMandateVariables } from '../operations.ts';

export const Counter: Operation<CounterData, CounterVariables> = {
  name: 'Counter',
  id: '60860c4fe6ebef2d9355bbc5920c3c23b79163b7a69bf1bd0eebf37f6cca2eae',
};

export const CounterLoans: Operation<CounterLoansData, CounterLoansVariables> = {
  name: 'CounterLoans',
  id: '3f591860d1f87af56624c94760aedabe52f425149bd6be3cad95fbf70aa6c269',
};

export const TillAccounts: Operation<TillAccountsData, TillAccountsVariables> = {
  name: 'TillAccounts',
  id: '6f25061ae000eda288dd873e42e3d987e267aaac5186774df19a5b31202becd9',
};

export const Branches: Operation<BranchesData, BranchesVariables> = {
  name: 'Branches',
  id: '7a54d83f58acd28d2c4ece48478dff0db4b3f837611a6bfec594f5baa175e356',
};

export const Mandates: Operation<MandatesData, MandatesVariables> = {
  name: 'Mandates',
  id: '136b2f1bb805b55b523d736aa2c9a54bd40a947df5762412fdf1ad4ee2cbcbaf',
};

export const OpenTill: Operation<OpenTillData, OpenTillVariables> = {
  name: 'OpenTill',
  id: '9e4f6b862a2ad6f5eb5eab8009f5d61e9d2b28bcca1cab112d23005ee1b6dce0',
};

export const CountTill: Operation<CountTillData, CountTillVariables> = {
  name: 'CountTill',
  id: '55ce3ac09ce1026955b1c631cee3aaf9f86268d546202e0360ac77070530dab3',
};

export const CloseTill: Operation<CloseTillData, CloseTillVariables> = {
  name: 'CloseTill',
  id: '07e0d07cbb88d5507c68ac19f3783041451d309092932d9a67c533641258bd5f',
};

export const TakeCash: Operation<TakeCashData, TakeCashVariables> = {
  name: 'TakeCash',
  id: '24f00207a33c61d9e6688ebbc0361a86ab302088b1d8b0091a742085e46bf164',
};

export const ConfirmCash: Operation<ConfirmCashData, ConfirmCashVariables> = {
  name: 'ConfirmCash',
  id: '7c62eba40fb818a42bca9b011f43c7b5266455acda2e3714f46731ee6f4453d8',
};

export const RefuseCash: Operation<RefuseCashData, RefuseCashVariables> = {
  name: 'RefuseCash',
  id: 'bd11d4b494afa42ac9ecb2c520a5266c238c9f19d9b3c5c9f489b7eefcb6ffe2',
};

export const BankCash: Operation<BankCashData, BankCashVariables> = {
  name: 'BankCash',
  id: 'c2b58a3154efd102d5a78314dc9ac6a30acc059b650dcf72a7d69f3f7b94817f',
};

export const ConfirmDeposit: Operation<ConfirmDepositData, ConfirmDepositVariables> = {
  name: 'ConfirmDeposit',
  id: '8c52e2892dde8517c6baee9c981df77dd6cfabf33d63a58c56fcf87b1b761366',
};

export const RecordMandate: Operation<RecordMandateData, RecordMandateVariables> = {
  name: 'RecordMandate',
  id: '10048dc47d3e9716e31b7eca0161eb5b66942bc9710ad5bceab887170463e66a',
};

export const RevokeMandate: Operation<RevokeMandateData, RevokeMandateVariables> = {
  name: 'RevokeMandate',
  id: '72649bd92ed38cc44e8e05430083116abc0d7b5dfd61a31dab69add81c81fda3',
};
