import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { rememberedToken, rememberToken } from "./connection/control-token.ts";
import { given, type Mock, MockError, mockAt } from "./connection/mock.ts";
import { Announcements } from "./parts/announcements.tsx";
import { Shell } from "./shell.tsx";
import { TokenGate } from "./token-gate.tsx";

type Opening =
  | { readonly kind: "opening" }
  | { readonly kind: "open"; readonly mock: Mock }
  | { readonly kind: "token-needed"; readonly wasRefused: boolean }
  | { readonly kind: "failed"; readonly message: string };

/** The whole page: the mock's, once it may be looked at. */
export function App(): JSX.Element {
  const [opening, setOpening] = useState<Opening>({ kind: "opening" });

  async function open(token: string | undefined): Promise<void> {
    const mock = mockAt(location.href, token);
    try {
      const { version } = await given(mock.client.getHealth());
      // without its token a mock says that it is ready, and no more
      if (version === undefined) return setOpening({ kind: "token-needed", wasRefused: false });
      rememberToken(token);
      setOpening({ kind: "open", mock });
    } catch (error) {
      const isRefused = error instanceof MockError && error.status === 401;
      if (isRefused) rememberToken(undefined);
      setOpening(
        isRefused
          ? { kind: "token-needed", wasRefused: token !== undefined }
          : { kind: "failed", message: error instanceof Error ? error.message : String(error) },
      );
    }
  }

  useEffect(() => void open(rememberedToken()), []);

  return (
    <>
      {opening.kind === "open" && <Shell mock={opening.mock} />}
      {opening.kind === "token-needed" && <TokenGate wasRefused={opening.wasRefused} onToken={open} />}
      {opening.kind === "failed" && (
        <main class="gate">
          <h1>twinspec inspector</h1>
          <p role="alert">{opening.message}</p>
          <button type="button" class="button" onClick={() => void open(rememberedToken())}>
            Try again
          </button>
        </main>
      )}
      <Announcements />
    </>
  );
}
