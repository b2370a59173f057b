import type { JSX } from "preact";
import { useState } from "preact/hooks";

interface TokenGateProps {
  /** Whether one was given that is not the mock's. */
  readonly wasRefused: boolean;
  readonly onToken: (token: string) => Promise<void>;
}

/** Asks for the token of a mock that was started with one; it stays in this tab. */
export function TokenGate({ wasRefused, onToken }: TokenGateProps): JSX.Element {
  const [token, setToken] = useState("");
  return (
    <main class="gate">
      <h1>twinspec inspector</h1>
      <p>
        This mock was started with <code>--control-token</code>. The token stays in this tab, and is forgotten with it.
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void onToken(token);
        }}
      >
        <label for="control-token">Control token</label>
        <input
          id="control-token"
          type="password"
          autocomplete="off"
          required
          value={token}
          aria-invalid={wasRefused}
          aria-describedby="control-token-error"
          onInput={({ currentTarget }) => setToken(currentTarget.value)}
        />
        <p id="control-token-error" class="error-text" role="alert">
          {wasRefused ? "That is not the token of this mock." : ""}
        </p>
        <button type="submit" class="button button-main">
          Open
        </button>
      </form>
    </main>
  );
}
