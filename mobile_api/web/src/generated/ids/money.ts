// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { MoneyData, MoneyVariables, PaymentsData, PaymentsVariables, BatchesData, BatchesVariables, ResultsData, ResultsVariables, AccountsData, AccountsVariables, BreaksData, BreaksVariables, BalancesData, BalancesVariables, DaysData, DaysVariables, MakePaymentsData, MakePaymentsVariables, MakeDebitsData, MakeDebitsVariables, ReleaseBatchData, ReleaseBatchVariables, CancelBatchData, CancelBatchVariables, ReleasePaymentData, ReleasePaymentVariables, FetchStatementData, FetchStatementVariables, ImportStatementData, ImportStatementVariables, ConfirmRepaymentData, ConfirmRepaymentVariables, ResolveBreakData, ResolveBreakVariables, AgreeToBreakData, AgreeToBreakVariables, RefuseBreakData, RefuseBreakVariables, CloseDayData, CloseDayVariables } from '../operations.ts';

export const Money: Operation<MoneyData, MoneyVariables> = {
  name: 'Money',
  id: 'c9a1d6f2bf7d147a',
};

export const Payments: Operation<PaymentsData, PaymentsVariables> = {
  name: 'Payments',
  id: '049dd06eb68df9cc',
};

export const Batches: Operation<BatchesData, BatchesVariables> = {
  name: 'Batches',
  id: '1280cd4c1717d700',
};

export const Results: Operation<ResultsData, ResultsVariables> = {
  name: 'Results',
  id: '4dff067553a3b260',
};

export const Accounts: Operation<AccountsData, AccountsVariables> = {
  name: 'Accounts',
  id: 'd9caf77b4a836fd1',
};

export const Breaks: Operation<BreaksData, BreaksVariables> = {
  name: 'Breaks',
  id: 'f132e02bc5008bfa',
};

export const Balances: Operation<BalancesData, BalancesVariables> = {
  name: 'Balances',
  id: 'a7042774b5678877',
};

export const Days: Operation<DaysData, DaysVariables> = {
  name: 'Days',
  id: 'ea53e9f792261958',
};

export const MakePayments: Operation<MakePaymentsData, MakePaymentsVariables> = {
  name: 'MakePayments',
  id: 'b4a816f705be8cb1',
};

export const MakeDebits: Operation<MakeDebitsData, MakeDebitsVariables> = {
  name: 'MakeDebits',
  id: 'f12c1644f13661aa',
};

export const ReleaseBatch: Operation<ReleaseBatchData, ReleaseBatchVariables> = {
  name: 'ReleaseBatch',
  id: '000040cea2b4c9c6',
};

export const CancelBatch: Operation<CancelBatchData, CancelBatchVariables> = {
  name: 'CancelBatch',
  id: '6e013d1e8fa10454',
};

export const ReleasePayment: Operation<ReleasePaymentData, ReleasePaymentVariables> = {
  name: 'ReleasePayment',
  id: '318c824f37fd4201',
};

export const FetchStatement: Operation<FetchStatementData, FetchStatementVariables> = {
  name: 'FetchStatement',
  id: 'ca945faf10dce33a',
};

export const ImportStatement: Operation<ImportStatementData, ImportStatementVariables> = {
  name: 'ImportStatement',
  id: '18d97c528af92069',
};

export const ConfirmRepayment: Operation<ConfirmRepaymentData, ConfirmRepaymentVariables> = {
  name: 'ConfirmRepayment',
  id: '10249fe3c888c509',
};

export const ResolveBreak: Operation<ResolveBreakData, ResolveBreakVariables> = {
  name: 'ResolveBreak',
  id: '8655566797070f8c',
};

export const AgreeToBreak: Operation<AgreeToBreakData, AgreeToBreakVariables> = {
  name: 'AgreeToBreak',
  id: 'e21dfb6f554c840e',
};

export const RefuseBreak: Operation<RefuseBreakData, RefuseBreakVariables> = {
  name: 'RefuseBreak',
  id: 'fe3d94f83594ab70',
};

export const CloseDay: Operation<CloseDayData, CloseDayVariables> = {
  name: 'CloseDay',
  id: '6ba48161692d693b',
};
