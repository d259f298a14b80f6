// A visit on the phone: what is typed, and what of it is sent.
import type {
  PositionInput,
  VisitInput,
  VisitLineInput,
  VisitPageData,
  VisitParts,
  VisitPhotoInput,
} from '../../generated/operations.ts';
import { parseAmount } from '../../i18n/format.ts';

export type Visited = NonNullable<VisitPageData['application']>;
export type Part = VisitLineInput['part'];
export type Place = NonNullable<VisitInput['place']>;
export type Trade = NonNullable<VisitInput['trade']>;
export type Source = VisitPhotoInput['source'];

export interface LineDraft {
  part: Part;
  kind: string;
  /** "2026-01"; empty for what has no month. */
  month: string;
  amount: string;
  monthly: string;
  note: string;
  documentId: string | null;
}

export interface PhotoDraft {
  /** "@" and the photograph's key until it is a document. */
  documentId: string;
  pictureUrl: string | null;
  /** The picture as it was taken just now: it is shown without being fetched again. */
  shot: string | null;
  caption: string;
  source: Source;
  takenAt: string | null;
  position: PositionInput | null;
}

export interface VisitDraft {
  place: Place | null;
  trade: Trade | null;
  visitedAt: string | null;
  address: string;
  position: PositionInput | null;
  /** Known of a position that the server keeps and does not tell. */
  accuracyM: number | null;
  householdSize: string;
  dependants: string;
  earners: string;
  homeOwned: boolean | null;
  residenceMonths: string;
  summary: string;
  lines: LineDraft[];
  photos: PhotoDraft[];
}

export const KINDS: Record<Part, string[]> = {
  SHOP_INCOME: ['sales', 'other'],
  SHOP_EXPENSE: ['purchases', 'rent', 'wages', 'utilities', 'transport', 'tax', 'other'],
  EVIDENCE: ['bank_inflow', 'tax_turnover', 'stock'],
  HOUSEHOLD_INCOME: ['wage', 'pension', 'rent', 'remittance', 'other'],
  HOUSEHOLD_EXPENSE: ['food', 'housing', 'education', 'transport', 'utilities', 'insurance', 'other'],
  DEBT: ['own_house', 'bank', 'online', 'card', 'private', 'other'],
  ASSET: ['real_estate', 'vehicle', 'equipment', 'stock', 'deposit', 'receivable', 'securities', 'other'],
};
export const PARTS = Object.keys(KINDS) as Part[];
export const PLACES: Place[] = ['SHOP', 'HOME', 'FARM', 'OTHER'];
export const TRADES: Trade[] = [
  'RETAIL',
  'WHOLESALE',
  'CATERING',
  'APPAREL',
  'SERVICES',
  'MANUFACTURING',
  'FARMING',
  'TRANSPORT',
  'OTHER',
];

export const hasMonth = (part: Part, kind: string): boolean =>
  part !== 'DEBT' && part !== 'ASSET' && !(part === 'EVIDENCE' && kind === 'stock');

const text = (number: number | null): string => (number === null ? '' : String(number));

export const draftOf = (of: VisitParts | null): VisitDraft => ({
  place: of?.place ?? null,
  trade: of?.trade ?? null,
  visitedAt: of?.visitedAt ?? null,
  address: of?.where.address ?? '',
  position: null,
  accuracyM: of?.accuracyM ?? null,
  householdSize: text(of?.householdSize ?? null),
  dependants: text(of?.dependants ?? null),
  earners: text(of?.earners ?? null),
  homeOwned: of?.homeOwned ?? null,
  residenceMonths: text(of?.residenceMonths ?? null),
  summary: of?.summary ?? '',
  lines: (of?.lines ?? []).map((line) => ({
    part: line.part,
    kind: line.kind,
    month: line.month?.slice(0, 7) ?? '',
    amount: line.amount,
    monthly: line.monthly ?? '',
    note: line.note,
    documentId: line.document?.id ?? null,
  })),
  photos: (of?.photos ?? []).flatMap((photo) =>
    photo.document
      ? [
          {
            documentId: photo.document.id,
            pictureUrl: photo.document.pictureUrl,
            shot: null,
            caption: photo.caption,
            source: photo.source,
            takenAt: photo.takenAt,
            position: null,
          },
        ]
      : [],
  ),
});

const whole = (typed: string): number | null =>
  /^\d{1,4}$/.test(typed.trim()) ? Number(typed.trim()) : null;

/** A line as it is sent; null while its amounts are not amounts or its month is open. */
export const lineInput = (line: LineDraft): VisitLineInput | null => {
  const amount = parseAmount(line.amount);
  const monthly = line.part === 'DEBT' ? parseAmount(line.monthly) : null;
  const dated = hasMonth(line.part, line.kind);
  const open = dated && !/^\d{4}-\d\d$/.test(line.month);
  if (amount === null || /^0+(\.0+)?$/.test(amount) || open || (line.part === 'DEBT' && monthly === null))
    return null;
  return {
    part: line.part,
    kind: line.kind,
    amount,
    month: dated ? `${line.month}-01` : null,
    monthly,
    note: line.note.trim(),
    documentId: line.documentId,
  };
};

/** Still on its way: it has a place on this phone and no id yet. */
export const isPending = ({ documentId }: PhotoDraft): boolean => documentId.startsWith('@');

/** What is sent. Photographs that are on their way wait for the next time, unless their places are filled in later. */
export const visitInput = (of: VisitDraft, withPending = false): VisitInput => ({
  place: of.place,
  trade: of.trade,
  visitedAt: of.visitedAt,
  address: of.address.trim(),
  position: of.position,
  householdSize: whole(of.householdSize),
  dependants: whole(of.dependants),
  earners: whole(of.earners),
  homeOwned: of.homeOwned,
  residenceMonths: whole(of.residenceMonths),
  summary: of.summary.trim(),
  lines: of.lines.flatMap((line) => lineInput(line) ?? []),
  photos: of.photos
    .filter((photo) => withPending || !isPending(photo))
    .map(({ documentId, caption, source, takenAt, position }) => ({ documentId, caption, source, takenAt, position })),
});

/** The month after "2026-01"; the present one where none is told. */
export const nextMonth = (month: string, now: Date = new Date()): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const last = new Date(now.getFullYear(), now.getMonth(), 1);
  const next = month === '' ? new Date(now.getFullYear(), now.getMonth() - 3, 1) : new Date(year, number, 1);
  const shown = next > last ? last : next;
  return `${shown.getFullYear()}-${String(shown.getMonth() + 1).padStart(2, '0')}`;
};
