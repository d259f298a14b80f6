// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { BoardData, BoardVariables, BoardLoansData, BoardLoansVariables, BoardApplicationsData, BoardApplicationsVariables, BoardRepaymentsData, BoardRepaymentsVariables, ReportExportsData, ReportExportsVariables, ReportOffersData, ReportOffersVariables, ReportMailingsData, ReportMailingsVariables, OrderExportData, OrderExportVariables, MakeMailingData, MakeMailingVariables, StopMailingData, StopMailingVariables } from '../operations.ts';

export const Board: Operation<BoardData, BoardVariables> = {
  name: 'Board',
  id: '94af0eb9f0239115027cba74465acf5ca60958937f5500ad08665ef66247e7ce',
};

export const BoardLoans: Operation<BoardLoansData, BoardLoansVariables> = {
  name: 'BoardLoans',
  id: 'f880c32437dc778c416aa863471cba0500527d81aec0a5c34e758ce7dd9b9b75',
};

export const BoardApplications: Operation<BoardApplicationsData, BoardApplicationsVariables> = {
  name: 'BoardApplications',
  id: '619e7b12a7c8fbce477064d814e0a5ec6b109e0addb9932d4dee51a9c80c5955',
};

export const BoardRepayments: Operation<BoardRepaymentsData, BoardRepaymentsVariables> = {
  name: 'BoardRepayments',
  id: '294acc8808fe4a06a4cf35528173d89f8b9dba31b23a3e57b1b1e0a27d693202',
};

export const ReportExports: Operation<ReportExportsData, ReportExportsVariables> = {
  name: 'ReportExports',
  id: '936d3ff00ebd59189025d4f6bc9e10bf734c3f199b63ab05976dd68adfb727dd',
};

export const ReportOffers: Operation<ReportOffersData, ReportOffersVariables> = {
  name: 'ReportOffers',
  id: '0ae038086946f497708c0595cd9a784e78da226bf3c26ece00d328bf381b9527',
};

export const ReportMailings: Operation<ReportMailingsData, ReportMailingsVariables> = {
  name: 'ReportMailings',
  id: 'fd02f8782662d258296ff9b11b7c03fc0226f40a8c625f8e19b4dbba39786dce',
};

export const OrderExport: Operation<OrderExportData, OrderExportVariables> = {
  name: 'OrderExport',
  id: '274e9e3cb1065b5a7bf641ee1564db6e24320a05d1f30535b9f6a9191b226d19',
};

export const MakeMailing: Operation<MakeMailingData, MakeMailingVariables> = {
  name: 'MakeMailing',
  id: 'aa66ad8a66185af57e84ffac97a01afe7f594e1f2a1bb007d66c525a3ebc90c2',
};

export const StopMailing: Operation<StopMailingData, StopMailingVariables> = {
  name: 'StopMailing',
  id: '837810fe3ae143254f98340cf4967d6accec982e9cbbb228f0fcfa8d29d9f600',
};
