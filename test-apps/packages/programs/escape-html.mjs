// escape-html: five letters.
import escapeHtml from 'escape-html';

export default () => escapeHtml('<a href="x">\'&\'</a>');
