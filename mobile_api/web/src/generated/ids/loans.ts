// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { LoansData, LoansVariables, LoanPageData, LoanPageVariables, RepayLoanData, RepayLoanVariables } from '../operations.ts';

export const Loans: Operation<LoansData, LoansVariables> = {
  name: 'Loans',
  id: '9160858a17c5beef',
};

export const LoanPage: Operation<LoanPageData, LoanPageVariables> = {
  name: 'LoanPage',
  id: '8ce40386091ddc81',
};

export const RepayLoan: Operation<RepayLoanData, RepayLoanVariables> = {
  name: 'RepayLoan',
  id: 'e28f856e7c7b0b8a',
};
