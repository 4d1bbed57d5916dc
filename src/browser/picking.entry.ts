/** Pages on which people are chosen by typing their names: with scripts the names are completed, and each is a button that takes it back. */
import { PeoplePicker } from './people/people-picker.js';

for (const field of document.querySelectorAll<HTMLInputElement>('form [data-picks]')) {
  const { form, name, value } = field;
  const place = field.closest('.field')!;
  const picker = new PeoplePicker(place.querySelector('label')!.textContent, { names: value });
  const error = place.querySelector('.error');
  place.replaceWith(picker.element);
  if (error) picker.element.append(error);
  picker.element.querySelector('input')!.focus();
  form!.addEventListener('formdata', ({ formData }) => formData.set(name, picker.names));
}
