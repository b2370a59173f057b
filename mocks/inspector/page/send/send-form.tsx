import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Access } from "../../../../generated/twinspec-control/schemas/Access.ts";
import type { DescribedOperation } from "../../../../generated/twinspec-control/schemas/DescribedOperation.ts";
import type { RequestEntry } from "../../../../generated/twinspec-control/schemas/RequestEntry.ts";
import { given, type Mock } from "../connection/mock.ts";
import { say } from "../parts/announcements.tsx";
import { Method, Status } from "../parts/badges.tsx";
import { Body } from "../parts/body.tsx";
import { Copy } from "../parts/copy.tsx";
import { curlOf } from "../parts/curl.ts";
import { CodeField, Failure, Field } from "../parts/field.tsx";
import { messageOf } from "../parts/loaded.ts";
import { hashOf } from "../parts/location.ts";
import { durationOf } from "../requests/request-list.tsx";
import { curlParts, emptyPart, type PartDrafts } from "./form-parts.ts";
import { ParameterField } from "./parameter-field.tsx";
import { PartField } from "./part-field.tsx";
import { ScopeChoice } from "./scope-choice.tsx";
import { argumentsOf, clientCall, type Draft, partsOf, type Received, sendRequest } from "./send-request.ts";

interface SendFormProps {
  readonly mock: Mock;
  readonly access: Access;
  readonly described: DescribedOperation;
  /** A request whose arguments it begins with. */
  readonly before: RequestEntry | undefined;
}

/** A request in the making, and what came back. */
export function SendForm({ mock, access, described, before }: SendFormProps): JSX.Element {
  const { operation, parameters, body } = described;
  const [values, setValues] = useState(() => firstValues(described, before));
  const [mediaType, setMediaType] = useState(body?.contents[0]?.mediaType);
  const [text, setText] = useState(() => firstBody(described, before));
  const [file, setFile] = useState<File | undefined>(undefined);
  const [drafts, setDrafts] = useState(() => firstParts(described, before));
  const [scopes, setScopes] = useState<readonly string[] | undefined>(
    operation.scopes.length === 0 || access.mode === "off" ? undefined : operation.scopes[0],
  );
  const [outcome, setOutcome] = useState<{ received?: Received; error?: string }>({});
  const [isSending, setSending] = useState(false);
  const draft: Draft = { values, mediaType, body: text, file, parts: drafts };
  const parts = partsOf(described, draft);
  const content = body?.contents.find((each) => each.mediaType === mediaType);
  const isBytes =
    mediaType !== undefined && /^(?:image|audio|video|application\/(?:octet-stream|pdf|zip))/.test(mediaType);

  async function send(): Promise<void> {
    setSending(true);
    try {
      const token = scopes && (await given(mock.client.issueToken({ body: { scopes: [...scopes] } }))).accessToken;
      const [prefix = "Bearer"] = access.prefixes;
      const headers = token === undefined ? {} : { authorization: prefix === "" ? token : `${prefix} ${token}` };
      const received = await sendRequest(described, draft, { baseUrl: mock.url, headers });
      setOutcome({ received });
      say(`Response ${received.status}`);
    } catch (error) {
      setOutcome({ error: messageOf(error) });
    } finally {
      setSending(false);
    }
  }

  const bodyField = {
    label: <code>{body?.argument}</code>,
    hint: [content?.mediaType, body?.isRequired === true && "required", body?.description].filter(Boolean).join(", "),
  };

  return (
    <div class="columns">
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>
          <Method method={operation.method} /> <code class="path">{operation.path}</code>
        </p>
        {parameters.map((parameter) => (
          <ParameterField
            key={`${parameter.in} ${parameter.name}`}
            parameter={parameter}
            value={values.get(parameter.argument) ?? ""}
            onValue={(value) => setValues(new Map(values).set(parameter.argument, value))}
          />
        ))}
        {body !== undefined && (
          <>
            {body.contents.length > 1 && (
              <Field label="Media type">
                {(ids) => (
                  <select
                    {...ids}
                    value={mediaType}
                    onChange={({ currentTarget }) => {
                      setMediaType(currentTarget.value);
                      const chosen = body.contents.find((each) => each.mediaType === currentTarget.value);
                      setText(bodyText(chosen?.example));
                    }}
                  >
                    {body.contents.map((each) => (
                      <option key={each.mediaType}>{each.mediaType}</option>
                    ))}
                  </select>
                )}
              </Field>
            )}
            {parts?.map((part) => (
              <PartField
                key={part.name}
                part={part}
                draft={drafts.get(part.name) ?? emptyPart}
                onDraft={(changed) => setDrafts((all) => new Map(all).set(part.name, changed))}
              />
            ))}
            {parts !== undefined ? null : isBytes ? (
              <Field {...bodyField}>
                {(ids) => (
                  <input {...ids} type="file" onChange={({ currentTarget }) => setFile(currentTarget.files?.[0])} />
                )}
              </Field>
            ) : (
              <CodeField {...bodyField} rows={[4, 16]} value={text} onValue={setText} />
            )}
          </>
        )}
        {access.mode !== "off" && (
          <ScopeChoice known={access.scopes} needed={operation.scopes} chosen={scopes} onChosen={setScopes} />
        )}
        <p class="actions">
          <button type="submit" class="button button-main" aria-disabled={isSending}>
            Send
          </button>
          <Copy text={callText(described, draft)}>Copy as a call of the client</Copy>
        </p>
      </form>
      <section class="outcome" aria-label="Response" aria-live="polite">
        <Failure message={outcome.error} />
        {outcome.received === undefined ? (
          <p class="quiet">The response appears here.</p>
        ) : (
          <Outcome received={outcome.received} described={described} draft={draft} />
        )}
      </section>
    </div>
  );
}

interface OutcomeProps {
  readonly received: Received;
  readonly described: DescribedOperation;
  readonly draft: Draft;
}

function Outcome({ received, described, draft }: OutcomeProps): JSX.Element {
  const { status, text, headers, milliseconds, sent } = received;
  const parts = partsOf(described, draft);
  const curl = curlOf({
    ...sent,
    body: parts !== undefined || draft.body === "" ? undefined : draft.body,
    ...(parts && { parts: curlParts(parts, draft.parts) }),
  });
  return (
    <>
      <p class="facts">
        <Status status={status} />
        <span>{durationOf(milliseconds)}</span>
        <span>{headers["content-type"] ?? ""}</span>
        <Copy text={curl}>Copy as curl</Copy>
        <a href={hashOf("requests")}>In the journal</a>
      </p>
      <Body label="Body of the response" text={text === "" ? undefined : text} />
    </>
  );
}

function callText(described: DescribedOperation, draft: Draft): string {
  try {
    return clientCall(described, argumentsOf(described, draft));
  } catch {
    return clientCall(described, {});
  }
}

function firstValues(
  { parameters }: DescribedOperation,
  before: RequestEntry | undefined,
): ReadonlyMap<string, string> {
  const args = before?.arguments ?? {};
  return new Map(
    parameters.flatMap(({ argument, isRequired, example }) => {
      const value = Object.hasOwn(args, argument)
        ? args[argument]
        : before === undefined && isRequired
          ? example
          : undefined;
      return value === undefined || value === "[redacted]" ? [] : [[argument, fieldText(value)] as const];
    }),
  );
}

function firstBody({ body }: DescribedOperation, before: RequestEntry | undefined): string {
  if (body === undefined) return "";
  const args = before?.arguments ?? {};
  return bodyText(Object.hasOwn(args, body.argument) ? args[body.argument] : body.contents[0]?.example);
}

/** Texts of an earlier request or of the example; a file is chosen by a person alone. */
function firstParts({ body }: DescribedOperation, before: RequestEntry | undefined): PartDrafts {
  const args = before?.arguments ?? {};
  const all = body?.contents.flatMap(({ parts = [], example }) => {
    const given = before === undefined ? example : Object.hasOwn(args, body.argument) ? args[body.argument] : undefined;
    if (typeof given !== "object" || given === null) return [];
    const members = new Map<string, unknown>(Object.entries(given));
    return parts.flatMap(({ name, isFile, isRequired }) => {
      const isLeftOut = isFile || (before === undefined && !isRequired) || !members.has(name);
      return isLeftOut ? [] : [[name, { ...emptyPart, text: fieldText(members.get(name)) }] as const];
    });
  });
  return new Map(all);
}

function fieldText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function bodyText(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value, undefined, 2);
}
