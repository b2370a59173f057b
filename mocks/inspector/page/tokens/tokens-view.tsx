import type { JSX } from "preact";
import { useCallback, useState } from "preact/hooks";
import type { KnownToken } from "../../../../generated/twinspec-control/schemas/KnownToken.ts";
import { shellWord } from "../../../../generator/diagnostics/shell.ts";
import { given, type Mock } from "../connection/mock.ts";
import { say } from "../parts/announcements.tsx";
import { Scope } from "../parts/badges.tsx";
import { Copy, ShellLine } from "../parts/copy.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure, TextField } from "../parts/field.tsx";
import { messageOf, useLoaded } from "../parts/loaded.ts";
import { ScopeList } from "../parts/scope-list.tsx";

/** The access tokens of the mocked API: issue, expire, revoke. */
export function TokensView({ mock, newest }: { readonly mock: Mock; readonly newest: number }): JSX.Element {
  const { value, error, reload } = useLoaded(
    useCallback(async () => {
      const [tokens, access] = await Promise.all([given(mock.client.listTokens()), given(mock.client.getAccess())]);
      return { tokens, access };
    }, [mock]),
    newest,
  );
  const [scopes, setScopes] = useState<ReadonlySet<string>>(new Set());
  const [seconds, setSeconds] = useState("");
  const [failure, setFailure] = useState<string | undefined>(undefined);

  async function act(what: string, sent: Promise<unknown>): Promise<void> {
    try {
      await sent;
      setFailure(undefined);
      say(what);
    } catch (thrown) {
      setFailure(messageOf(thrown));
    }
    reload();
  }
  const issue = () => {
    const body = { scopes: [...scopes], ...(seconds !== "" && { expiresIn: Number(seconds) }) };
    return act("The token is issued", given(mock.client.issueToken({ body })));
  };
  const known = value?.access.scopes ?? [];
  const asked = shellWord(JSON.stringify({ scopes: known.slice(0, 2) }));
  const tokens = (value?.tokens ?? []).toReversed();
  const prefix = value?.access.prefixes[0] ?? "Bearer";

  return (
    <div class="page">
      <h2>Tokens</h2>
      <p class="quiet">
        {value?.access.mode === "strict" && "Access is strict: tokens are those that this mock issued."}
        {value?.access.mode === "lenient" &&
          "Access is lenient: any token will do; those below are held to their scopes."}
        {value?.access.mode === "off" && "Access is not checked."}
      </p>
      <Failure message={error ?? failure} />
      <div class="columns">
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault();
            void issue();
          }}
        >
          <h3>Issue a token</h3>
          <fieldset class="scope-choice">
            <legend>Scopes</legend>
            <ScopeList scopes={known} chosen={scopes} onChosen={setScopes} />
          </fieldset>
          <TextField
            label="Expires in"
            hint="seconds; empty as the settings say, 0 for one that has expired"
            kind="number"
            value={seconds}
            onValue={setSeconds}
          />
          <p class="actions">
            <button type="submit" class="button button-main">
              Issue
            </button>
          </p>
        </form>
        <section>
          <h3>Issued tokens</h3>
          {value !== undefined && tokens.length === 0 && (
            <Empty title="No tokens yet">
              <p>Issue one here, or ask for it:</p>
              <ShellLine
                label="A token by curl"
                line={`curl --json ${asked} ${shellWord(`${mock.url}/__twinspec/tokens`)}`}
              />
            </Empty>
          )}
          <ul class="cards">
            {tokens.map((token) => (
              <Token
                key={token.accessToken}
                token={token}
                prefix={prefix}
                onExpire={() =>
                  act("The token has expired", given(mock.client.expireToken({ body: { token: token.accessToken } })))
                }
                onRevoke={() =>
                  act("The token is revoked", given(mock.client.revokeToken({ body: { token: token.accessToken } })))
                }
              />
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}

interface TokenProps {
  readonly token: KnownToken;
  readonly prefix: string;
  readonly onExpire: () => Promise<void>;
  readonly onRevoke: () => Promise<void>;
}

function Token({ token, prefix, onExpire, onRevoke }: TokenProps): JSX.Element {
  const { accessToken, scopes, expiresAt, isRevoked, organization, clientId } = token;
  const isOver = expiresAt !== undefined && expiresAt <= Date.now();
  const state = isRevoked ? "revoked" : isOver ? "expired" : "valid";
  return (
    <li class="card">
      <div class="card-text">
        <p>
          <code class="clip">{accessToken}</code>
        </p>
        <p class="scopes">
          <span class={`mark mark-token-${state}`}>{state}</span>
          {scopes.length === 0 && <span class="quiet">no scopes</span>}
          {scopes.map((scope) => (
            <Scope key={scope} scope={scope} />
          ))}
        </p>
        <p class="quiet">
          {[
            expiresAt !== undefined && `${isOver ? "since" : "until"} ${new Date(expiresAt).toLocaleTimeString()}`,
            organization !== undefined && `organization ${organization}`,
            clientId !== undefined && `client ${clientId}`,
          ]
            .filter(Boolean)
            .join(", ")}
        </p>
      </div>
      <div class="card-actions">
        <Copy text={`Authorization: ${prefix === "" ? "" : `${prefix} `}${accessToken}`}>Copy header</Copy>
        <button type="button" class="button" disabled={state !== "valid"} onClick={() => void onExpire()}>
          Expire
        </button>
        <button type="button" class="button button-bad" disabled={isRevoked} onClick={() => void onRevoke()}>
          Revoke
        </button>
      </div>
    </li>
  );
}
