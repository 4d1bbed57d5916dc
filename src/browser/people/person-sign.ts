/** A person's face before an option of a list: their initials on their colour, and their picture over them. */
import { facePath } from '../../shared/paths.js';
import { initials, tint } from '../../shared/rules/person-look.js';

interface Face {
  id: number;
  name: string;
  picture?: string | undefined;
}

export function signOf({ id, name, picture }: Face): { sign: Node | string; tint: string } {
  const sign = document.createDocumentFragment();
  sign.append(initials(name));
  if (picture) {
    const image = new Image();
    image.alt = '';
    image.src = facePath(id, picture);
    sign.append(image);
  }
  return { sign, tint: tint(id) };
}
