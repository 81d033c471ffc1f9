// bcryptjs: a password that is checked.
import bcrypt from 'bcryptjs';

export default async () => {
  const hashed = await bcrypt.hash('secret', '$2b$04$abcdefghijklmnopqrstuu');
  return [
    hashed,
    await bcrypt.compare('secret', hashed),
    bcrypt.compareSync('other', hashed),
    bcrypt.getRounds(hashed),
    bcrypt.encodeBase64([1, 2, 3], 3),
  ];
};
