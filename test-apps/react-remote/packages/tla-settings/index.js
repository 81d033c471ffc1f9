// Top-level await: everything that imports this module must wait for it.
import { order } from './order.js';

order.push('settings start');
export const settings = await new Promise(resolve => setTimeout(resolve, 10, { currency: 'EUR' }));
order.push('settings ready');

export { order };
