/** Whether an error says that a certificate was not taken, by the codes of OpenSSL and of Node. */
export function isOfCertificate(code: string): boolean {
  return /CERT|^UNABLE_TO_/.test(code);
}
