// What is wrong with a photograph, or to whom its paper points: said with what to do about it.
import { Notice } from '../../components/basics.tsx';
import { label, t } from '../../i18n/staff.ts';

/** These are about the customer or the paper itself: another photograph would not help. */
const NOT_THE_PHOTO = /^(expired|several_documents)$|_(registered|under_review)$/;

export const Advice = ({ of, retake }: { of: string[]; retake: string }) =>
  of.length === 0 ? null : (
    <Notice tone="warn">
      {of.map((code) => (
        <p key={code}>{label('advice', code)}</p>
      ))}
      {of.some((code) => !NOT_THE_PHOTO.test(code)) && <a href={retake}>{t('retake')}</a>}
    </Notice>
  );
