// @faker-js/faker: people of two languages.
import { faker } from '@faker-js/faker/locale/en';
import { faker as german } from '@faker-js/faker/locale/de';

export default () => {
  for (const one of [faker, german]) one.seed(7);
  return [
    faker.person.fullName(),
    faker.internet.email(),
    faker.helpers.arrayElements([1, 2, 3, 4], 2),
    faker.commerce.productName(),
    faker.string.uuid(),
    faker.lorem.sentence(4),
    german.location.city(),
    german.person.firstName(),
    faker.date.between({ from: '2024-01-01', to: '2024-02-01' }),
  ];
};
