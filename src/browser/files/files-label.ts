/** What a screen reader says of the files of a message. */
import type { FileView } from '../../shared/files.js';
import { duration } from '../../shared/rules/duration.js';
import { t } from '../ui/page-texts.js';

export const filesLabel = (files: FileView[]): string => files.map(labelOf).join(', ');

function labelOf({ kind, name, alt, seconds = 0 }: FileView): string {
  if (kind === 'picture') return `${t('Picture')}: ${alt ?? name}`;
  if (kind === 'voice') return `${t('Voice message')}, ${duration(seconds)}`;
  return `${t('File')}: ${name}`;
}
