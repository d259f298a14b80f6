// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { MoneyData, MoneyVariables, PaymentsData, PaymentsVariables, BatchesData, BatchesVariables, ResultsData, ResultsVariables, AccountsData, AccountsVariables, BreaksData, BreaksVariables, BalancesData, BalancesVariables, DaysData, DaysVariables, MakePaymentsData, MakePaymentsVariables, MakeDebitsData, MakeDebitsVariables, ReleaseBatchData, ReleaseBatchVariables, CancelBatchData, CancelBatchVariables, ReleasePaymentData, ReleasePaymentVariables, FetchStatementData, FetchStatementVariables, ImportStatementData, ImportStatementVariables, ConfirmRepaymentData, ConfirmRepaymentVariables, ResolveBreakData, ResolveBreakVariables, AgreeToBreakData, AgreeToBreakVariables, RefuseBreakData, RefuseBreakVariables, CloseDayData, CloseDayVariables } from '../operations.ts';

export const Money: Operation<MoneyData, MoneyVariables> = {
  name: 'Money',
  id: 'c9a1d6f2bf7d147a06fc68cd30d4360fa3d019a07342f36c5dcaef84661306ab',
};

export const Payments: Operation<PaymentsData, PaymentsVariables> = {
  name: 'Payments',
  id: '049dd06eb68df9cc92f03ac32fb57d8833d8791c70629775edd141dbd3ae700f',
};

export const Batches: Operation<BatchesData, BatchesVariables> = {
  name: 'Batches',
  id: '1280cd4c1717d7001cb103eb57a522597ef8027e82dbaae34c9dfba99c4f6716',
};

export const Results: Operation<ResultsData, ResultsVariables> = {
  name: 'Results',
  id: '4dff067553a3b2606c64ec58a515201fe437594cee6075dc66dd4adeb13f424d',
};

export const Accounts: Operation<AccountsData, AccountsVariables> = {
  name: 'Accounts',
  id: 'd9caf77b4a836fd1bb299ad8739167d105bf829eeea540ad8c8aec8928d0eee5',
};

export const Breaks: Operation<BreaksData, BreaksVariables> = {
  name: 'Breaks',
  id: 'f132e02bc5008bfaaacc8d0070b12a8200764ec953cd7b8601c743922118d838',
};

export const Balances: Operation<BalancesData, BalancesVariables> = {
  name: 'Balances',
  id: 'a7042774b56788771d1e0f0ddc0d177257316a446cce33d77eb55fcb438ced7c',
};

export const Days: Operation<DaysData, DaysVariables> = {
  name: 'Days',
  id: 'ea53e9f7922619581401e09505eb320babe201c26b2c3ea4144bcd0551f2445f',
};

export const MakePayments: Operation<MakePaymentsData, MakePaymentsVariables> = {
  name: 'MakePayments',
  id: 'b4a816f705be8cb109ead0fcbec2e7567983f0ec0dc6ac42980665457d41743a',
};

export const MakeDebits: Operation<MakeDebitsData, MakeDebitsVariables> = {
  name: 'MakeDebits',
  id: 'f12c1644f13661aacbc723020de9dddbdd825c8602136803da4e5a31731332ac',
};

export const ReleaseBatch: Operation<ReleaseBatchData, ReleaseBatchVariables> = {
  name: 'ReleaseBatch',
  id: '000040cea2b4c9c6bb9ba280c322c01511a36a5fee892d636672ab115fcfa843',
};

export const CancelBatch: Operation<CancelBatchData, CancelBatchVariables> = {
  name: 'CancelBatch',
  id: '6e013d1e8fa10454039fffa43e7d643f1b0202e704f1a19687f73357fba645da',
};

export const ReleasePayment: Operation<ReleasePaymentData, ReleasePaymentVariables> = {
  name: 'ReleasePayment',
  id: '318c824f37fd4201daa5fedc82d5b391a894cd62ad56cb3633694220b383c2c0',
};

export const FetchStatement: Operation<FetchStatementData, FetchStatementVariables> = {
  name: 'FetchStatement',
  id: 'ca945faf10dce33a6a243f3cbecd88924c5194100ef86f363a8498663bfd8e78',
};

export const ImportStatement: Operation<ImportStatementData, ImportStatementVariables> = {
  name: 'ImportStatement',
  id: '18d97c528af920696cb705ee5e4252a6ec4b9b3628761b699407bc1fcaa65ea5',
};

export const ConfirmRepayment: Operation<ConfirmRepaymentData, ConfirmRepaymentVariables> = {
  name: 'ConfirmRepayment',
  id: '10249fe3c888c50990e8767645c6d4a51e3b1df242cbb49f6b9ab3d460edf6f6',
};

export const ResolveBreak: Operation<ResolveBreakData, ResolveBreakVariables> = {
  name: 'ResolveBreak',
  id: '8655566797070f8cd0fe9630392b049da685cf187fd4f15eb1ae67a741d715cc',
};

export const AgreeToBreak: Operation<AgreeToBreakData, AgreeToBreakVariables> = {
  name: 'AgreeToBreak',
  id: 'e21dfb6f554c840e36694ada6523520097821693e1912bf6758677527ef17f57',
};

export const RefuseBreak: Operation<RefuseBreakData, RefuseBreakVariables> = {
  name: 'RefuseBreak',
  id: 'fe3d94f83594ab7080a9fc5060b6040d607fe055771e401602f79c0dc19b73a9',
};

export const CloseDay: Operation<CloseDayData, CloseDayVariables> = {
  name: 'CloseDay',
  id: '6ba48161692d693ba33c558f8ffa0d0cb59c617b0cdd0c8229ac44cf995548b6',
};
