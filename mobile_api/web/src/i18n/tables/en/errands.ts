import type { errandsZh } from '../zh/errands.ts';

export const errandsEn: Record<keyof typeof errandsZh, string> = {
  photoShare: 'Sending, {n}%',
  errandPhoto: 'Photo of a document',
  errandApplication: 'Application',
  errandVisit: 'Visit',
  errandSteps: '{done} of {of} steps done',
  errandLook: 'Check the document',
  errandMend: 'Open and correct',
  errandAgain: 'Try again',
  errandDrop: 'Give up',
  errandOpen: 'Open',
  hereTitle: 'Application without a network',
  hereText:
    'It can be filled in without a network. It is kept encrypted on this phone and sent in its order once there is one; where the document reads otherwise than what was typed, you are asked to check.',
  hereGo: 'No network? Fill it in on the phone',
  hereSave: 'Keep on the phone, send later',
  hereKept: 'On the phone; it is sent once there is a network',
  herePhotoKept: 'Taken',
  hereNoProducts: 'Open the amount page once with a network, so that the products are kept on the phone',
  visitKeptHere: 'On the phone; it is submitted once there is a network',
};
