/** What is done about files, as the server's own templates make it; beside those of messages/templates.ts. */
import describeDialog from '../../../views/files/describe-dialog.hbs';
import describing from '../../../views/files/describing.hbs';
import viewer from '../../../views/files/viewer.hbs';
import arrowRight from '../../../views/icons/arrow-right.hbs';
import zoomIn from '../../../views/icons/zoom-in.hbs';
import zoomOut from '../../../views/icons/zoom-out.hbs';
import { elementOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'files/describing': describing,
  'icons/arrow-right': arrowRight,
  'icons/zoom-in': zoomIn,
  'icons/zoom-out': zoomOut,
});

export const render = {
  describeForm: (context: object) => elementOf(describeDialog, context) as HTMLFormElement,
  viewer: () => elementOf(viewer) as HTMLDialogElement,
};
