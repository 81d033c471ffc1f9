export { greetingApiRef } from './greeting';
export type { GreetingApi } from './greeting';
export { money } from './money';
export { reactsSeen, sawReact } from './reacts';
