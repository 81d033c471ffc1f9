// ethers: hashes, encodes and signs.
import { AbiCoder, Wallet, keccak256, parseEther, toUtf8Bytes } from 'ethers';

export default async () => {
  const wallet = new Wallet(`0x${'11'.repeat(32)}`);
  return [
    keccak256(toUtf8Bytes('a')),
    parseEther('1.5'),
    AbiCoder.defaultAbiCoder().encode(['uint256', 'string'], [7, 'x']),
    wallet.address,
    await wallet.signMessage('m'),
  ];
};
