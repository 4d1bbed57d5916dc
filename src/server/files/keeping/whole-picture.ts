import { AppError } from '../../platform/errors/app-error.js';
import { FieldErrors } from '../../platform/http/forms.js';

/** What a form brings as a picture, of so many bytes at most. Throws `too_large`, and `invalid` for nothing, beside the field. */
export async function wholePicture(
  sent: AsyncIterable<Buffer>,
  most: number,
  field: string,
): Promise<Buffer> {
  const inField = (error: AppError) => new FieldErrors({ [field]: error });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of sent) {
    size += chunk.length;
    if (size > most) throw inField(tooLarge(most));
    chunks.push(chunk);
  }
  if (size === 0) throw inField(new AppError('invalid', 'Choose a picture.'));
  return Buffer.concat(chunks);
}

const tooLarge = (most: number) =>
  new AppError('too_large', 'The picture is too large: {{maximum}} MB at most. Choose another.', {
    maximum: most / 1024 / 1024,
  });
