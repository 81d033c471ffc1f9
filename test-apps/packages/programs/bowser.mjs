// bowser: browsers and rules.
import Bowser from 'bowser';

export default () => {
  const browser = Bowser.getParser('Mozilla/5.0 (X11; Linux x64; rv:120.0) Gecko/20100101 Firefox/120.0');
  return [
    browser.getResult(),
    browser.satisfies({ firefox: '>100' }),
    browser.isBrowser('chrome'),
    Bowser.OS_MAP.Linux,
  ];
};
