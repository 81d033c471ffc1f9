export { Badge } from './Badge';
export * from './Card';
