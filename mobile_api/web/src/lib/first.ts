// What the server has put into the page for the person who asked for it: who he is, and his first list.
import type { InboxData, MeData } from '../generated/operations.ts';
import { isDue } from './lock.ts';

export interface First {
  /** as the session names him */
  staff: string;
  viewer: MeData['viewer'];
  inbox: InboxData;
}

/** Takes it out of the page, once; null where the page was made for nobody, or the phone has locked itself meanwhile. */
export const takeFirst = (): First | null => {
  const element = document.getElementById('first');
  element?.remove();
  return element && !isDue() ? (JSON.parse(element.textContent ?? '') as First) : null;
};
