// Photographs that were taken and are not documents yet: sealed on the phone until the server says that it has them.
import { newKey } from '../api/intents.ts';
import type { Drafts } from './drafts.ts';

export interface Photo {
  /** Also the key under which its upload is announced. */
  key: string;
  kind: string;
  /** Base64; null once it has arrived. */
  data: string | null;
  /** Where the server wants the pieces. */
  url: string | null;
  documentId: string | null;
  at: number;
}

const nameOf = (key: string): string => `photo:${key}`;
const STEP = 8192;

export const encoded = (bytes: Uint8Array): string => {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += STEP) parts.push(String.fromCharCode(...bytes.subarray(at, at + STEP)));
  return btoa(parts.join(''));
};

export const decoded = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** Keeps a photograph. Raises StorageError. */
export const keepPhoto = async (drafts: Drafts, kind: string, picture: Blob): Promise<Photo> => {
  const data = encoded(new Uint8Array(await picture.arrayBuffer()));
  const photo: Photo = { key: newKey(), kind, data, url: null, documentId: null, at: Date.now() };
  await drafts.keep(nameOf(photo.key), photo);
  return photo;
};

export const findPhoto = (drafts: Drafts, key: string): Promise<Photo | null> => drafts.find<Photo>(nameOf(key));

export const changePhoto = async (drafts: Drafts, photo: Photo): Promise<void> =>
  drafts.keep(nameOf(photo.key), photo);

export const dropPhoto = (drafts: Drafts, key: string): Promise<void> => drafts.drop(nameOf(key));

/** Forgets photographs that have arrived before `before`: whatever needed their ids has long been told. */
export const tidyPhotos = async (drafts: Drafts, before: number): Promise<void> => {
  for (const photo of await drafts.findAll<Photo>('photo:')) {
    if (photo.documentId !== null && photo.at < before) await dropPhoto(drafts, photo.key);
  }
};
