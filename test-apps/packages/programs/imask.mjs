// imask: masks of every kind.
import IMask from 'imask';

export default () => {
  const phone = IMask.createMask({ mask: '+{7}(000)000-00-00', lazy: false });
  const number = IMask.createMask({
    mask: Number,
    thousandsSeparator: ' ',
    radix: ',',
    scale: 2,
    padFractionalZeros: true,
  });
  const date = IMask.createMask({ mask: Date, min: new Date(1990, 0, 1), max: new Date(2030, 0, 1) });
  phone.resolve('9031234');
  number.resolve('1234567,5');
  date.resolve('31.12.2024');
  return [
    phone.value,
    phone.unmaskedValue,
    number.value,
    number.typedValue,
    date.value,
    IMask.pipe('12345', { mask: '00-00' }),
  ];
};
