import type { OAuthSettings } from "../settings.ts";

/** Whether the settings let a client with this id in. */
export function isClient(id: string, settings: OAuthSettings): boolean {
  const known = knownClients(settings);
  return known.size === 0 || known.has(id);
}

/** The clients that the settings name; without any, every client is accepted. */
export function knownClients({ clients, clientKeys, redirectUris }: OAuthSettings): ReadonlySet<string> {
  return new Set([clients, clientKeys, redirectUris].flatMap((byClient) => Object.keys(byClient)));
}
