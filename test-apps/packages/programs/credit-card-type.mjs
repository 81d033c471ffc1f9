// credit-card-type: kinds of cards.
import * as module from 'credit-card-type';

const creditCardType = module.default.default ?? module.default;

export default () => [
  creditCardType('4111').map(({ type, lengths, code }) => [type, lengths, code]),
  creditCardType('5').map(({ niceType }) => niceType),
  creditCardType('')?.length,
  creditCardType.getTypeInfo('visa').gaps,
];
