// An application taken without a network, as the steps in which it is sent.
import { parseAmount } from '../../i18n/format.ts';
import { uploadStep } from '../../lib/photos.ts';
import { step, type Step } from '../../store/errands.ts';

export interface Form {
  /** Keys of photographs; empty while there is none. */
  front: string;
  back: string;
  name: string;
  idNumber: string;
  phone: string;
  income: string;
  debt: string;
  consent: boolean;
  product: string;
  amount: string;
  term: string;
  purpose: string;
  reason: string;
}

export const EMPTY: Form = {
  front: '',
  back: '',
  name: '',
  idNumber: '',
  phone: '',
  income: '',
  debt: '',
  consent: false,
  product: '',
  amount: '',
  term: '',
  purpose: '',
  reason: '',
};

const isFigure = (typed: string): boolean => typed.trim() === '' || parseAmount(typed) !== null;

/** Whether everything is there that the server wants, and the customer has consented. */
export const isWhole = (of: Form): boolean =>
  [of.front, of.name, of.idNumber, of.phone, of.purpose, of.reason].every((text) => text.trim() !== '') &&
  of.consent &&
  parseAmount(of.amount) !== null &&
  isFigure(of.income) &&
  isFigure(of.debt);

/** The steps of a whole form, in the order in which each has what it needs. */
export const stepsOf = (of: Form): Step[] => {
  const name = of.name.trim();
  const idNumber = of.idNumber.trim().toUpperCase();
  const amount = parseAmount(of.amount);
  const customerId = '@customer';
  const typed = { name, id_number: idNumber };
  const figures = { incomeMonthly: parseAmount(of.income), debtMonthly: parseAmount(of.debt), consent: of.consent };
  const phone = of.phone.replace(/\s/g, '');
  const termMonths = Number(of.term);
  const opinion = { amount, termMonths, reason: of.reason.trim() };
  return [
    step('begin'),
    uploadStep(of.front, 'ID_FRONT'),
    ...(of.back ? [uploadStep(of.back, 'ID_BACK')] : []),
    step('confirm', { customerId, documentId: `@${of.front}`, typed }),
    step('register', { customerId, kind: 'PERSON', name, idNumber, phone, ...figures }),
    step('start', { customerId, productVersionId: of.product, amount, termMonths, purpose: of.purpose }),
    step('submit', { applicationId: '@application', expectedVersion: '@version', opinion }),
  ];
};

const markOf = ({ does, input }: Step): string => `${does} ${String(input['photo'] ?? input['documentId'] ?? '')}`;

/**
 * The steps of a form that was mended: what the server has done stands, and all else, with a photograph that was taken
 * since, goes out anew under keys of its own.
 */
export const mendedSteps = (done: Step[], of: Form): Step[] => {
  const standing = new Set(done.map(markOf));
  return [...done, ...stepsOf(of).filter((one) => !standing.has(markOf(one)))];
};
