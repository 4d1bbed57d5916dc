import { expect, test } from '@jest/globals';
import {
  addressKey,
  isNearby,
  isPublic,
  isWithin,
  parseNetwork,
} from '../../../src/server/platform/http/network-address.js';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '::ffff:192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  [undefined, 'unknown'],
])('the address %s counts as %s', (ip, key) => expect(addressKey(ip)).toBe(key));

test.each([
  ['192.0.2.7', '192.0.2.0/24', true],
  ['192.0.3.7', '192.0.2.0/24', false],
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.8', '192.0.2.7/32', false],
  ['::ffff:192.0.2.7', '192.0.2.0/24', true],
  ['2001:db8::9', '2001:db8::/32', true],
  ['2001:db9::9', '2001:db8::/32', false],
  ['fe80::1%eth0', 'fe80::/64', true],
  ['192.0.2.7', '::/16', false],
  ['::c000:207', '192.0.2.0/24', false],
  ['nonsense', '192.0.2.0/24', false],
  ['', '192.0.2.0/24', false],
])('%s within %s: %s', (address, network, within) => {
  expect(isWithin(parseNetwork(network), address)).toBe(within);
});

test.each([
  ['127.0.0.1', true],
  ['::ffff:172.17.0.1', true],
  ['fd00::1', true],
  ['100.64.0.9', true],
  [undefined, true],
  ['192.0.2.7', false],
  ['8.8.8.8', false],
  ['2001:db8::1', false],
])('whether %s is nearby, as proxies are: %s', (address, nearby) => expect(isNearby(address)).toBe(nearby));

test.each([
  ...['8.8.8.8', '2606:4700::1111', '64:ff9b::808:808', '::ffff:8.8.8.8'].map((address) => [address, true]),
  ...['0.0.0.0', '10.0.0.1', '100.64.0.9', '127.0.0.1', '169.254.169.254', '172.17.0.1', '192.168.0.1'],
  ...['192.0.2.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '::', '::1', '::7f00:1', '::ffff:10.0.0.1'],
  ...['64:ff9b::a00:1', '64:ff9b:1::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'fd00::1', 'ff02::1'],
  ...['2001:db8::1', '2002:7f00:1::1', '2001::1', 'example.org', ''],
])('whether %s is out on the internet', (...given) => {
  const [address, is = false] = given.flat() as [string, boolean?];
  expect(isPublic(address)).toBe(is);
});
