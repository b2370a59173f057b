import { type AuthorizationCodeOptions, type AuthorizationRequest, type AuthorizationUrlOptions, type ExchangeCodeOptions } from "./runtime/auth/authorization-code.js";
import type { Tokens } from "./runtime/auth/provider.js";
import { type RefreshTokenOptions } from "./runtime/auth/token-grants.js";
import type { TokenProvider } from "./runtime/core/transport.js";
export { type StorageStoreOptions, type TokenStorage, type TokenStore, type Tokens, memoryStore, storageStore } from "./runtime/auth/provider.js";
export { AuthError, type AuthErrorCode } from "./runtime/core/auth-error.js";
export type { TokenProvider } from "./runtime/core/transport.js";
/** A scope that the documents name; others are taken too. */
type Scope = "Desk.InstantMessages.READ" | "Desk.agents.READ" | "Desk.basic.READ" | "Desk.basic.UPDATE" | "Desk.basic.create" | "Desk.basic.delete" | "Desk.contacts.CREATE" | "Desk.contacts.READ" | "Desk.contacts.UPDATE" | "Desk.contacts.delete" | "Desk.organization.READ" | "Desk.search.read" | "Desk.settings.READ" | "Desk.settings.UPDATE" | "Desk.settings.create" | "Desk.settings.delete" | "Desk.tickets.CREATE" | "Desk.tickets.READ" | "Desk.tickets.UPDATE" | "Desk.tickets.delete" | "profile.userphoto.READ";
/** A server that tokens may be for. */
type Server = "us" | "eu" | "in" | "au" | "jp" | "cn" | "sa" | "uk" | "ca";
/** What the variables in its address are set to. */
type Variables = Record<string, never>;
/** A provider of access tokens from a refresh token. */
export declare function refreshToken(options: RefreshTokenOptions<Scope, Server, Variables>): TokenProvider;
/** Where to send a user for consent. Keep `state` and `codeVerifier` in the user's session for `exchangeCode`. */
export declare function authorizationUrl(options: AuthorizationUrlOptions<Scope, Server, Variables>): Promise<AuthorizationRequest>;
/** Tokens for the code that the user came back with. Give them to `authorizationCode`. */
export declare function exchangeCode(options: ExchangeCodeOptions<Server, Variables>): Promise<Tokens<Server>>;
/** A provider of access tokens from an exchanged code, or from a store that holds its tokens. */
export declare function authorizationCode(options: AuthorizationCodeOptions<Scope, Server, Variables>): TokenProvider;
