// Two kinds of failure that must never be mixed: the server said no, or nobody knows what the server did.
import { language } from '../i18n/core.ts';

export interface Refusal {
  code: string;
  field: string | null;
  requestId: string | null;
  zh: string;
  en: string;
  /** HTTP status where the transport told one. */
  status?: number;
}

/** The server answered, and refused. Its text is shown in the language of the page, the field is marked. */
export class RefusedError extends Error {
  readonly code: string;
  readonly field: string | null;
  readonly requestId: string | null;
  readonly status: number | null;
  private readonly texts: Record<'zh' | 'en', string>;

  constructor(refusal: Refusal) {
    super(refusal.en || refusal.zh || refusal.code);
    this.name = 'RefusedError';
    this.code = refusal.code.toLowerCase().replace(/[.\s-]+/g, '_');
    this.field = refusal.field;
    this.requestId = refusal.requestId;
    this.status = refusal.status ?? null;
    this.texts = { zh: refusal.zh || refusal.en, en: refusal.en || refusal.zh };
  }

  /** Its sentence in both languages. */
  get told(): Record<'zh' | 'en', string> {
    return this.texts;
  }

  get text(): string {
    return this.texts[language.value];
  }

  /** True when the error names `field` itself or something inside it. */
  concerns(field: string): boolean {
    const own = (this.field ?? '').replace(/^input\./, '');
    return own === field || own.endsWith(`.${field}`) || own.startsWith(`${field}.`);
  }
}

/** No answer arrived: the request may or may not have taken effect. Only the same key may be sent again. */
export class UnclearError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UnclearError';
  }
}

/** The server broke down half-way: most likely nothing was done, but only the same key may be sent again. */
export const isBreakdown = (error: unknown): boolean =>
  error instanceof RefusedError && error.code === 'server_unforeseen';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** From an entry of a GraphQL answer's `errors`. */
export const fromGraphQL = (error: unknown): RefusedError => {
  const { message, extensions } = (error ?? {}) as { message?: unknown; extensions?: Record<string, unknown> };
  const extra = extensions ?? {};
  return new RefusedError({
    code: text(extra['code']) || 'unknown',
    field: text(extra['field']) || null,
    requestId: text(extra['requestId']) || null,
    zh: text(extra['messageZh']),
    en: text(extra['messageEn']) || text(message),
  });
};

/** From an application/problem+json body. */
export const fromProblem = (problem: unknown, status: number): RefusedError => {
  const body = (problem ?? {}) as Record<string, unknown>;
  return new RefusedError({
    code: text(body['code']) || `http_${status}`,
    field: text(body['field']) || null,
    requestId: text(body['requestId']) || null,
    zh: text(body['messageZh']),
    en: text(body['messageEn']) || text(body['detail']) || text(body['title']) || `HTTP ${status}`,
    status,
  });
};
