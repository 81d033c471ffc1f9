// The words that the app's names are made of.

export const AREAS = [
  'sales',
  'billing',
  'catalog',
  'shipping',
  'support',
  'staff',
  'assets',
  'quality',
  'planning',
  'reports',
];

export const FEATURES = [
  'orders',
  'contracts',
  'quotes',
  'accounts',
  'calendars',
  'budgets',
  'audits',
  'tickets',
  'vendors',
  'projects',
];

export const SECTIONS = ['Overview', 'Details', 'History', 'Approvals', 'Documents'];

export const PANELS = ['Summary', 'Figures', 'Timeline', 'Members', 'Notes', 'Limits'];

export const NOUNS = [
  'Amount',
  'Status',
  'Owner',
  'Region',
  'Period',
  'Margin',
  'Stock',
  'Ticket',
  'Target',
  'Invoice',
  'Address',
  'Schedule',
  'Priority',
  'Discount',
  'Payment',
  'Warranty',
];

export const UI = [
  'Button',
  'Badge',
  'Card',
  'Field',
  'Grid',
  'Heading',
  'Icon',
  'Label',
  'List',
  'Meter',
  'Notice',
  'Pill',
  'Row',
  'Stack',
  'Tag',
  'Toolbar',
];

export const UNITS = ['items', 'hours', 'days', 'boxes', 'people', 'tons'];

export const capital = word => word[0].toUpperCase() + word.slice(1);
