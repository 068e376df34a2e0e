import { domainToASCII } from 'node:url';

/** One form of an address for all ways to write it: in lower case, with the domain as DNS has it. */
export function canonicalAddress(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  return (address.slice(0, at) + domainToASCII(address.slice(at))).toLowerCase();
}
