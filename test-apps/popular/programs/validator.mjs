// validator: the whole library, and single files.
import validator from 'validator';
import isEmail from 'validator/lib/isEmail.js';

export default () => [
  validator.isIBAN('DE89370400440532013000'),
  validator.isMobilePhone('+4915112345678', 'any'),
  isEmail('someone@mail.example'),
  validator.escape('<a href="x">'),
  Object.keys(validator).length,
];
