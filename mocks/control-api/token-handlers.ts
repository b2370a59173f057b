import type { TokenRequest } from "../oauth/tokens.ts";
import type { Handlers } from "./handler.ts";
import type { MockApi } from "./mock-api.ts";
import { wire } from "./wire-values.ts";

type TokenNames = "decideDevice" | "expireToken" | "issueToken" | "listTokens" | "revokeToken";

/** Serves what is done with tokens. */
export function tokenHandlers(api: () => MockApi): Handlers<TokenNames> {
  return {
    listTokens: async () => wire(await api().tokens()),
    issueToken: async ({ body }) => wire(await api().issueToken(body as TokenRequest)),
    async expireToken({ body: { token } }) {
      await api().expire(token);
      return undefined;
    },
    async revokeToken({ body: { token } }) {
      await api().revoke(token);
      return undefined;
    },
    async decideDevice({ body: { userCode, isApproved } }) {
      const { approveDevice, denyDevice } = api();
      return { isWaiting: await (isApproved ? approveDevice : denyDevice)(userCode) };
    },
  };
}
