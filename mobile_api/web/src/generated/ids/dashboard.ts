// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { BoardData, BoardVariables, BoardLoansData, BoardLoansVariables, BoardApplicationsData, BoardApplicationsVariables, BoardRepaymentsData, BoardRepaymentsVariables, ReportExportsData, ReportExportsVariables, ReportOffersData, ReportOffersVariables, ReportMailingsData, ReportMailingsVariables, OrderExportData, OrderExportVariables, MakeMailingData, MakeMailingVariables, StopMailingData, StopMailingVariables } from '../operations.ts';

export const Board: Operation<BoardData, BoardVariables> = {
  name: 'Board',
  id: '94af0eb9f0239115',
};

export const BoardLoans: Operation<BoardLoansData, BoardLoansVariables> = {
  name: 'BoardLoans',
  id: 'f880c32437dc778c',
};

export const BoardApplications: Operation<BoardApplicationsData, BoardApplicationsVariables> = {
  name: 'BoardApplications',
  id: '619e7b12a7c8fbce',
};

export const BoardRepayments: Operation<BoardRepaymentsData, BoardRepaymentsVariables> = {
  name: 'BoardRepayments',
  id: '294acc8808fe4a06',
};

export const ReportExports: Operation<ReportExportsData, ReportExportsVariables> = {
  name: 'ReportExports',
  id: '936d3ff00ebd5918',
};

export const ReportOffers: Operation<ReportOffersData, ReportOffersVariables> = {
  name: 'ReportOffers',
  id: '0ae038086946f497',
};

export const ReportMailings: Operation<ReportMailingsData, ReportMailingsVariables> = {
  name: 'ReportMailings',
  id: 'fd02f8782662d258',
};

export const OrderExport: Operation<OrderExportData, OrderExportVariables> = {
  name: 'OrderExport',
  id: '274e9e3cb1065b5a',
};

export const MakeMailing: Operation<MakeMailingData, MakeMailingVariables> = {
  name: 'MakeMailing',
  id: 'aa66ad8a66185af5',
};

export const StopMailing: Operation<StopMailingData, StopMailingVariables> = {
  name: 'StopMailing',
  id: '837810fe3ae14325',
};
