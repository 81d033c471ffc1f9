// class-validator: rules without decorators.
import { IsEmail, Length, ValidateNested, validateSync } from 'class-validator';

class Inner {
  mail = 'no mail';
}
class Outer {
  title = 'x';
  inner = new Inner();
}
IsEmail()(Inner.prototype, 'mail');
Length(2, 5)(Outer.prototype, 'title');
ValidateNested()(Outer.prototype, 'inner');

export default () =>
  validateSync(new Outer()).map(({ property, constraints, children }) => [
    property,
    constraints,
    children.map(child => child.constraints),
  ]);
