declare module 'dev_remote/*' {
  const Component: import('react').ComponentType;
  export default Component;
}
