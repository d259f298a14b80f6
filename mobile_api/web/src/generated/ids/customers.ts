// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { CustomersData, CustomersVariables, CustomerPageData, CustomerPageVariables, CustomerDocumentsData, CustomerDocumentsVariables, BeginProspectData, BeginProspectVariables, RegisterCustomerData, RegisterCustomerVariables, BindAccountData, BindAccountVariables, ConfirmDocumentData, ConfirmDocumentVariables, RevealCustomerData, RevealCustomerVariables, WatchDocumentData, WatchDocumentVariables } from '../operations.ts';

export const Customers: Operation<CustomersData, CustomersVariables> = {
  name: 'Customers',
  id: 'a5b041db1c5546bbd6c0f6f02c44b2d71546b2ee6991e39c18aac46d133e4e3f',
};

export const CustomerPage: Operation<CustomerPageData, CustomerPageVariables> = {
  name: 'CustomerPage',
  id: 'a97e66898aabf44c7c49475de19ba004254e0551048d44be76a7aed04ed51001',
};

export const CustomerDocuments: Operation<CustomerDocumentsData, CustomerDocumentsVariables> = {
  name: 'CustomerDocuments',
  id: '6ebbb7eaa5d95d6c3c7dc7984727b9c128263a08c55486d210aabfce4495d3c1',
};

export const BeginProspect: Operation<BeginProspectData, BeginProspectVariables> = {
  name: 'BeginProspect',
  id: '2af23865af5001571ca1ae74c03dad416f35bf898f68b634635518006ac1b8ae',
};

export const RegisterCustomer: Operation<RegisterCustomerData, RegisterCustomerVariables> = {
  name: 'RegisterCustomer',
  id: 'dd3caa852060c69ea49131f13c418f65be4e30ef45043d5448abcb2c9af15609',
};

export const BindAccount: Operation<BindAccountData, BindAccountVariables> = {
  name: 'BindAccount',
  id: 'dde57213546e1b02f482318a9aeaddfce198b11b4dfe9fffa540aec0ca544f00',
};

export const ConfirmDocument: Operation<ConfirmDocumentData, ConfirmDocumentVariables> = {
  name: 'ConfirmDocument',
  id: '3e2885701101dfc5bcbe47e1c570201afa21e3498f3b3e036b66cc115a406cc5',
};

export const RevealCustomer: Operation<RevealCustomerData, RevealCustomerVariables> = {
  name: 'RevealCustomer',
  id: '33704da78735edbec863bc94999e04e958ab382222202bdd2c6268c8947f7bda',
};

export const WatchDocument: Operation<WatchDocumentData, WatchDocumentVariables> = {
  name: 'WatchDocument',
  id: '5a25f3a0f3bb0665bb4525b7e39366942c624c2af3e9354789c27d4f36ea5a6f',
};
