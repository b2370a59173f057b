/**
 * Why nothing is sent to an address; undefined where it may be. A document must not reach services of this machine that
 * neither a request nor a test names: what comes of an expression that is the document's own, its examples too, counts
 * as listed alone.
 */
export function refusalOf(url: string, hosts: readonly string[], expression?: string): string | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol)) return "its address is not a URL";
  const { host, hostname, pathname } = address;
  // A web page may send requests to a mock, but not control one; by a callback it would.
  if (expression !== undefined && /^\/__twinspec(?:\/|$)/i.test(pathname))
    return `${url.slice(0, 100)} is the control API of a mock`;
  const isLoopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  const isListed = hosts.includes(host) || hosts.includes(hostname);
  if (isListed) return undefined;
  if (!isLoopback) return `${host} is not this machine, and mock.callbackHosts does not list it`;
  const isNamed = expression === undefined || /^(?:https?:\/\/)?\{?\$request\./.test(expression);
  return isNamed ? undefined : `the document says ${host}, and mock.callbackHosts does not list it`;
}
