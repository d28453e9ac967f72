/** Why a phone cannot use the address central is opened at; null when it can. */
export function addressProblem({
  protocol,
  hostname,
}: Pick<URL, 'protocol' | 'hostname'>): 'loopback' | 'insecure' | null {
  if (/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) return 'loopback';
  return protocol === 'https:' ? null : 'insecure';
}
