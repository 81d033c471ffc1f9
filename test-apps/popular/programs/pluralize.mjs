// pluralize: mice and geese.
import pluralize from 'pluralize';

export default () => [pluralize('mouse', 2), pluralize.singular('geese'), pluralize('x', 3, true)];
