// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { LoanClassPageData, LoanClassPageVariables, BookPageData, BookPageVariables, MovesPageData, MovesPageVariables, VintagePageData, VintagePageVariables, DowngradeLoanData, DowngradeLoanVariables, ProposeLoanUpgradeData, ProposeLoanUpgradeVariables, AgreeToLoanUpgradeData, AgreeToLoanUpgradeVariables, DeclineLoanUpgradeData, DeclineLoanUpgradeVariables } from '../operations.ts';

export const LoanClassPage: Operation<LoanClassPageData, LoanClassPageVariables> = {
  name: 'LoanClassPage',
  id: '8108ccfa1916418c',
};

export const BookPage: Operation<BookPageData, BookPageVariables> = {
  name: 'BookPage',
  id: 'f04001b91ad958fd',
};

export const MovesPage: Operation<MovesPageData, MovesPageVariables> = {
  name: 'MovesPage',
  id: 'e384f623bc1cb9d3',
};

export const VintagePage: Operation<VintagePageData, VintagePageVariables> = {
  name: 'VintagePage',
  id: 'eb80df6a129ae7de',
};

export const DowngradeLoan: Operation<DowngradeLoanData, DowngradeLoanVariables> = {
  name: 'DowngradeLoan',
  id: '1c32694fdf4b75f2',
};

export const ProposeLoanUpgrade: Operation<ProposeLoanUpgradeData, ProposeLoanUpgradeVariables> = {
  name: 'ProposeLoanUpgrade',
  id: 'f71bafd4bc48c1aa',
};

export const AgreeToLoanUpgrade: Operation<AgreeToLoanUpgradeData, AgreeToLoanUpgradeVariables> = {
  name: 'AgreeToLoanUpgrade',
  id: 'aa269bb234db4a5f',
};

export const DeclineLoanUpgrade: Operation<DeclineLoanUpgradeData, DeclineLoanUpgradeVariables> = {
  name: 'DeclineLoanUpgrade',
  id: '3f570e2b14fad888',
};
