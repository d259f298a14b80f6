// Documents with what was read from them; a tap opens the picture beside its fields.
import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { usePicture } from '../../api/files.ts';
import { Badge, Empty, Pairs, Section, Skeleton, type Tone } from '../../components/basics.tsx';
import { ReadFailure } from '../../components/failure.tsx';
import { Icon } from '../../components/icons.tsx';
import { Sheet } from '../../components/overlays.tsx';
import { Stamped } from '../../components/stamp.tsx';
import type { DocumentParts } from '../../generated/operations.ts';
import { shownValue } from '../../lib/papers.ts';
import { percent, time } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';

const STATE_TONES: Record<string, Tone> = {
  RECEIVED: 'info',
  READING: 'info',
  READ: 'warn',
  CONFIRMED: 'ok',
  FAILED: 'bad',
};

/** Whether a machine reads such papers: a photo of a shop is kept as it is. */
const isRead = (document: DocumentParts): boolean => document.kind !== 'OTHER';

export const doubts = (document: DocumentParts): number =>
  document.state === 'READ' ? document.fields.filter((field) => !field.sure).length : 0;

export const Documents = (props: { of: DocumentParts[]; title?: string; onSeen?: () => void }) => {
  const { of, title = t('documents') } = props;
  const open = useSignal<DocumentParts | null>(null);
  return (
    <Section title={title}>
      {of.length === 0 ? (
        <div class="card">
          <Empty icon="document" title={t('noDocuments')} />
        </div>
      ) : (
        <ul class="card flush list">
          {of.map((document) => (
            <li key={document.id}>
              <button type="button" class="item" onClick={() => (open.value = document)}>
                <span class="lead">
                  <Icon name="document" size={22} />
                </span>
                <span class="main">
                  <span class="title">{label('DocumentKind', document.kind)}</span>
                  <span class="sub">
                    {doubts(document) > 0 ? t('documentsRead', { n: doubts(document) }) : time(document.receivedAt)}
                  </span>
                </span>
                <span class="end">
                  {isRead(document) && (
                    <Badge tone={STATE_TONES[document.state] ?? 'plain'}>
                      {label('DocumentState', document.state)}
                    </Badge>
                  )}
                </span>
                <Icon name="next" size={18} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {open.value && (
        <DocumentSheet
          of={open.value}
          onClose={() => {
            open.value = null;
            props.onSeen?.();
          }}
        />
      )}
    </Section>
  );
};

type Paper = Pick<DocumentParts, 'pictureUrl' | 'kind'>;

/** The picture of a paper, fetched once: its address in this page while it is there, and what to show of it. */
export const usePaper = (of: Paper): { url: string | null; view: ComponentChildren } => {
  const attempt = useSignal(0);
  const source = attempt.value === 0 ? of.pictureUrl : `${of.pictureUrl}?again=${attempt.value}`;
  const { url, error } = usePicture(source);
  const alt = t('pictureOf', { kind: label('DocumentKind', of.kind) });
  if (error) return { url, view: <ReadFailure error={error} onRetry={() => (attempt.value += 1)} /> };
  return { url, view: url ? <Stamped><img class="paper" src={url} alt={alt} /></Stamped> : <Skeleton heights={[220]} /> };
};

const DocumentPicture = ({ of }: { of: Paper }) => usePaper(of).view;

/** How sure the reading is of one field, in words and colour. */
export const Certainty = ({ of }: { of: DocumentParts['fields'][number] }) => {
  if (of.confirmed !== null) return <Badge tone="ok">{t('photoConfirmed')}</Badge>;
  if (of.proposed === null) return <Badge tone="warn">{t('unread')}</Badge>;
  if (of.sure) return <Badge tone="ok">{t('sure')}</Badge>;
  return <Badge tone="warn">{`${t('doubtful')} ${percent(of.confidence.toFixed(2), 0)}`}</Badge>;
};

/** What the machine had read where the officer confirmed something else. */
const Corrected = ({ of }: { of: DocumentParts['fields'][number] }) => (
  <>
    <Badge tone="info">{t('corrected')}</Badge>
    {of.proposed !== null && of.proposed !== of.confirmed && (
      <span class="muted small">{t('readAs', { value: shownValue(of.name, of.proposed) })}</span>
    )}
  </>
);

export const DocumentSheet = ({ of, onClose }: { of: DocumentParts; onClose: () => void }) => (
  <Sheet title={label('DocumentKind', of.kind)} onClose={onClose}>
    <DocumentPicture of={of} />
    <Warnings of={of.warnings} />
    <Pairs
      of={of.fields.map((field) => [
        label('field', field.name),
        <span class="read-field">
          {shownValue(field.name, field.confirmed ?? field.proposed ?? '—')} <Certainty of={field} />
          {field.corrected && <Corrected of={field} />}
        </span>,
      ])}
    />
  </Sheet>
);

export const Warnings = ({ of }: { of: string[] }) =>
  of.length === 0 ? null : (
    <p class="row" aria-label={t('warnings')}>
      {of.map((code) => (
        <Badge key={code} tone="warn">
          {label('ocr', code)}
        </Badge>
      ))}
    </p>
  );
