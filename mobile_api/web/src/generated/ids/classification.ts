// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { LoanClassPageData, LoanClassPageVariables, BookPageData, BookPageVariables, MovesPageData, MovesPageVariables, VintagePageData, VintagePageVariables, DowngradeLoanData, DowngradeLoanVariables, ProposeLoanUpgradeData, ProposeLoanUpgradeVariables, AgreeToLoanUpgradeData, AgreeToLoanUpgradeVariables, DeclineLoanUpgradeData, DeclineLoanUpgradeVariables } from '../operations.ts';

export const LoanClassPage: Operation<LoanClassPageData, LoanClassPageVariables> = {
  name: 'LoanClassPage',
  id: '8108ccfa1916418cfa86c795a9228f215dd464afac561cca3d17d59c28ceb731',
};

export const BookPage: Operation<BookPageData, BookPageVariables> = {
  name: 'BookPage',
  id: 'f04001b91ad958fd8ac5cd9aacf4146693648fe0e68fb210c76ffbbb97845031',
};

export const MovesPage: Operation<MovesPageData, MovesPageVariables> = {
  name: 'MovesPage',
  id: 'e384f623bc1cb9d35da100e247fe20d319707193d3d0054910338709b05d0747',
};

export const VintagePage: Operation<VintagePageData, VintagePageVariables> = {
  name: 'VintagePage',
  id: 'eb80df6a129ae7deb5eaab148cce0b53871af97c5ded6a686bcffa7cf4c68e83',
};

export const DowngradeLoan: Operation<DowngradeLoanData, DowngradeLoanVariables> = {
  name: 'DowngradeLoan',
  id: '1c32694fdf4b75f26f799c3b6cd47788f8c5ed533f9aefd54138eea66bbe3bd4',
};

export const ProposeLoanUpgrade: Operation<ProposeLoanUpgradeData, ProposeLoanUpgradeVariables> = {
  name: 'ProposeLoanUpgrade',
  id: 'f71bafd4bc48c1aadb8963277e060104e9035c2151f26e21373b4904e30d9426',
};

export const AgreeToLoanUpgrade: Operation<AgreeToLoanUpgradeData, AgreeToLoanUpgradeVariables> = {
  name: 'AgreeToLoanUpgrade',
  id: 'aa269bb234db4a5f9db18e028e3d48dc90e1eab3386fcec8fb3cd6cb2b624fb7',
};

export const DeclineLoanUpgrade: Operation<DeclineLoanUpgradeData, DeclineLoanUpgradeVariables> = {
  name: 'DeclineLoanUpgrade',
  id: '3f570e2b14fad888892f835616ab68c905ff2b8db8280bcce530b72ec1e7a2e0',
};
