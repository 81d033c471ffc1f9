export { describe as describeOfVite } from 'maker_vite/value';
export { default as CardOfVite } from 'maker_vite/Card';
export * from 'maker_rspack/value';
