import fields from '../../../views/saved/fields.hbs';
import { elementOf } from '../ui/handlebars.js';

export const renderFields = (context: object): HTMLElement => elementOf(fields, context);
