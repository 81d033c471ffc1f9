// inherits: classes of old.
import inherits from 'inherits/inherits_browser.js';

export default () => {
  function Base() {}
  Base.prototype.name = () => 'base';
  function Derived() {}
  inherits(Derived, Base);
  return [new Derived() instanceof Base, new Derived().name(), Derived.super_ === Base, Object.keys(Derived.prototype)];
};
