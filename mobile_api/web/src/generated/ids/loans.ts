// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { LoansData, LoansVariables, LoanPageData, LoanPageVariables, RepayLoanData, RepayLoanVariables } from '../operations.ts';

export const Loans: Operation<LoansData, LoansVariables> = {
  name: 'Loans',
  id: '9160858a17c5beefbca3cdda8483c59de51fb2791020b95db0009fdb00f3df74',
};

export const LoanPage: Operation<LoanPageData, LoanPageVariables> = {
  name: 'LoanPage',
  id: '8ce40386091ddc81e031afffa6eaf21f2e0965d32b9b32566d938a767ca8b8cf',
};

export const RepayLoan: Operation<RepayLoanData, RepayLoanVariables> = {
  name: 'RepayLoan',
  id: 'e28f856e7c7b0b8a0ec712e41a6b0e37d0d12f25eb45183fd69909887e613e31',
};
